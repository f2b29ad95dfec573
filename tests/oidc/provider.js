// An organisation's own sign-in: OpenID Connect as oidc-provider serves it, with one page that asks who is there.
// PROVIDER in the environment is JSON: port, client (id, secret, redirect_uri) and people (claims by login).
import { Provider } from "oidc-provider";

const { port, client, people } = JSON.parse(process.env.PROVIDER);
const issuer = `http://127.0.0.1:${port}`;

const provider = new Provider(issuer, {
  clients: [{ client_id: client.id, client_secret: client.secret, redirect_uris: client.redirect_uris }],
  claims: { openid: ["sub", "amr"], email: ["email", "email_verified"], profile: ["name"] },
  cookies: { keys: ["only-for-tests"] },
  features: { devInteractions: { enabled: false } },
  findAccount: (_, login) => people[login] && { accountId: login, claims: () => ({ sub: login, ...people[login] }) },
  interactions: { url: (_, { uid }) => `/who/${uid}` },
  // Nobody is asked whether the portal may know their address: it is their employer's own.
  async loadExistingGrant(ctx) {
    const grant = new provider.Grant({ clientId: client.id, accountId: ctx.oidc.session.accountId });
    grant.addOIDCScope("openid profile email");
    await grant.save();
    return grant;
  },
});

provider.use(async (ctx, next) => {
  if (!ctx.path.startsWith("/who/")) {
    await next();
  } else if (ctx.method === "POST") {
    const accountId = ctx.query.login ?? new URLSearchParams(await body(ctx.req)).get("login");
    await provider.interactionFinished(ctx.req, ctx.res, { login: { accountId } });
    ctx.respond = false;
  } else {
    ctx.type = "html";
    ctx.body = `<!DOCTYPE html><html lang="en"><title>Your organisation</title><link rel="icon" href="data:,"><main><h1>Your organisation</h1>
      <form method="post"><label>User name <input name="login"></label><button>Sign in</button></form></main></html>`;
  }
});

async function body(request) {
  let text = "";
  for await (const part of request) {
    text += part;
  }
  return text;
}

provider.listen(port, "127.0.0.1", () => console.log("ready"));
