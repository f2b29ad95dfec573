// Asks the browser for a passkey or security key when its form is sent, and sends the answer with it.
const FAILED = "That did not work. Try again, or use another way.";

const bytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (character) => character.charCodeAt(0));

const text = (buffer) =>
  buffer === null || buffer === undefined
    ? null
    : btoa(String.fromCharCode(...new Uint8Array(buffer)))
        .replace(/\+/g, "-")
        .replace(/\//g, "_")
        .replace(/=+$/, "");

function readable({ publicKey }) {
  const named = (all) => (all || []).map((one) => ({ ...one, id: bytes(one.id) }));
  return {
    publicKey: {
      ...publicKey,
      challenge: bytes(publicKey.challenge),
      ...(publicKey.user && { user: { ...publicKey.user, id: bytes(publicKey.user.id) } }),
      ...(publicKey.excludeCredentials && { excludeCredentials: named(publicKey.excludeCredentials) }),
      ...(publicKey.allowCredentials && { allowCredentials: named(publicKey.allowCredentials) }),
    },
  };
}

function sendable(credential) {
  const { response } = credential;
  const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: Object.fromEntries(parts.filter((part) => response[part]).map((part) => [part, text(response[part])])),
  };
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const said = form.querySelector("[data-passkey-said]");
  const options = JSON.parse(form.dataset.options);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    said.textContent = "";
    try {
      const credential = await navigator.credentials[form.dataset.passkey](readable(options));
      form.elements.credential.value = JSON.stringify(sendable(credential));
    } catch {
      said.textContent = FAILED;
      return;
    }
    form.submit();
  });
}
