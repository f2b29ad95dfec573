"""Who gets which page: every address of the portal, asked for by every member of the cast, by real requests.

An address without a row fails. A row names who gets in; everybody else gets the refusal of the row: 404 where
the page is about one thing (so that what may not be seen answers like what does not exist), 403 where it is
about no thing. People who are not signed in are led to the sign-in page, except on the public pages.
"""

from dataclasses import dataclass, field

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import get_resolver, reverse

from agencies import declaring, importing, joining, keeping, leaving, reminding, second_factor
from agencies.models import Duty
from agencies.role_names import Role
from cases import flagging, parallel, withdrawing
from cases.models import Case, RequestDocument, UnderWay
from findings import glossary
from findings.models import LearningGroup, LearningPoint
from panelportal.kit import clock, files, sheets
from panelportal.kit.models import Letter
from panelportal.kit.sealing import seal
from panels import feeding
from panels.models import Invitation, Paragraph
from ratings.models import Review
from tests.factories import cases as case_makers
from tests.factories import findings, learning, ledger, panels, ratings
from tests.factories.authenticator import App
from tests.factories.people import signed_in

CAST = (
    "inspector other_inspector lead coordinator auditor sfo_team reviewer other_reviewer police police_deputy health "
    "housing left attendee stranger conflicted"
).split()
CASEWORK = {"inspector", "other_inspector", "lead", "coordinator"}
STAFF = CASEWORK | {"auditor"}
INSPECTS = {"inspector", "other_inspector", "lead"}
OF_THE_POLICE = {"police", "police_deputy"}
KEEPS_THEMES = {"lead", "coordinator"}
EVERYBODY = set(CAST)
ANYBODY = {"public"}
# A conflict of interest takes the things it is about; pages about no thing stay, less those things.
CONFLICTED_TOO = {"conflicted"}
CHASES = {"inspector", "other_inspector", "coordinator"} | CONFLICTED_TOO
DO_NOT_CHASE = frozenset(CAST) - CHASES


@dataclass(frozen=True)
class Row:
    """One address: who gets in, what the others get, and what getting in answers."""

    name: str
    who: set
    refusal: int = 404
    forbidden: frozenset = frozenset()  # who sees the thing, and gets 403 because this is not theirs to do
    answers: tuple = (200,)
    method: str = "get"
    of: str = ""  # which of the things in the world the address is about
    extra: dict = field(default_factory=dict)


def row(name, who, **options):
    return Row(name, who, **options)


def post(name, who, **options):
    return Row(name, who, method="post", answers=options.pop("answers", (200, 302)), **options)


ROWS = [
    # ---- the roof, and pages about no thing
    row("home", EVERYBODY),
    row("to_do", EVERYBODY),
    row("waiting", EVERYBODY),
    row("board", CASEWORK | CONFLICTED_TOO, refusal=403),
    *[row(name, {"auditor", "lead"}, refusal=403) for name in ("audit", "audit_download", "audit_person")],
    row("access_log_of_case", {"auditor", "lead"}, refusal=403, of="case"),
    row("access_log_of_case_download", {"auditor", "lead"}, refusal=403, of="case", answers=(302,)),
    row("access_log_of_person", {"auditor", "lead"}, refusal=403, of="person"),
    row("access_log_of_person_download", {"auditor", "lead"}, refusal=403, of="person", answers=(302,)),
    row("who_can_read", STAFF, of="request"),
    row("who_can_read", STAFF, of="draft_report"),
    row("view_as_home", CASEWORK | CONFLICTED_TOO, of="eyes"),
    row("view_as", CASEWORK | CONFLICTED_TOO, of="eyes", extra={"path": "actions/"}),
    post("view_as", set(), refusal=405, of="eyes", extra={"path": "actions/"}),
    *[row(name, ANYBODY) for name in ("health", "help", "accessibility", "privacy", "cookies", "roles", "signed_out")],
    row("case", CASEWORK, of="case"),
    row("case_history", CASEWORK, of="case"),
    row("agencies:terms", EVERYBODY),
    row("agencies:chasing", CHASES, refusal=403),
    row("agencies:chase_everyone", CHASES, refusal=403),
    post("agencies:chase_send", CHASES, refusal=403),
    row("agencies:chase_sent", CHASES - CONFLICTED_TOO, of="batch", forbidden=DO_NOT_CHASE),
    post("agencies:chase_stop", CHASES - CONFLICTED_TOO, of="batch", forbidden=DO_NOT_CHASE),
    row("agencies:conflicts", CASEWORK | CONFLICTED_TOO, refusal=403),
    post("agencies:lift_conflict", {"lead"}, refusal=403, of="conflict"),
    row("agencies:directory", CASEWORK | CONFLICTED_TOO, refusal=403),
    row("agencies:add_agency", CASEWORK | CONFLICTED_TOO, refusal=403),
    row("agencies:agency", CASEWORK | CONFLICTED_TOO, refusal=403, of="agency"),
    row("agencies:change_agency", CASEWORK | CONFLICTED_TOO, refusal=403, of="agency"),
    row("agencies:change_agency", {"lead"}, refusal=403, of="inspectorate"),
    post("agencies:confirm_agency", CASEWORK | CONFLICTED_TOO | OF_THE_POLICE, refusal=403, of="agency"),
    row("agencies:confirm_marked", CASEWORK | CONFLICTED_TOO, refusal=403, of="agency_to_confirm", answers=(302,)),
    row("agencies:your_agency", OF_THE_POLICE | {"health", "housing", "reviewer", "other_reviewer"}, refusal=403),
    row("agencies:merge", {"lead"}, refusal=403, of="agency"),
    row("agencies:check_merger", {"lead"}, refusal=403, of="agency"),
    post("agencies:check_merger", {"lead"}, refusal=403, of="agency"),
    row("agencies:import_sheet", CASEWORK | CONFLICTED_TOO, refusal=403),
    row("agencies:check_import", {"coordinator"}, of="sheet", forbidden=EVERYBODY - CASEWORK - CONFLICTED_TOO),
    post("agencies:check_import", {"coordinator"}, of="sheet", forbidden=EVERYBODY - CASEWORK - CONFLICTED_TOO),
    row("agencies:sheet_template", CASEWORK | CONFLICTED_TOO, refusal=403, extra={"form": "csv"}),
    row("agencies:export_directory", CASEWORK | CONFLICTED_TOO, refusal=403, extra={"form": "xlsx"}),
    row("agencies:add_person", CASEWORK | CONFLICTED_TOO | OF_THE_POLICE, refusal=403, of="agency"),
    post("agencies:add_person", {"lead"}, refusal=403, of="inspectorate"),
    post("agencies:end_role", CASEWORK | CONFLICTED_TOO | OF_THE_POLICE, refusal=403, of="role_of_the_police"),
    post("agencies:end_role", {"lead"}, refusal=403, of="role_of_an_inspector"),
    post("agencies:invite", CASEWORK | CONFLICTED_TOO | OF_THE_POLICE, refusal=403, of="role_of_the_police"),
    row("agencies:role", {"police"}, of="own_role_of_the_police"),
    row("agencies:not_mine", {"police"}, of="own_role_of_the_police"),
    row("agencies:check_contact", CASEWORK | CONFLICTED_TOO, refusal=403, of="role_given_back"),
    row("agencies:account", EVERYBODY),
    row("agencies:change_details", EVERYBODY),
    row("agencies:letters", EVERYBODY),
    row("agencies:letter", {"police"}, of="letter_to_the_police"),
    # ---- signing in
    row("account_request_login_code", ANYBODY, answers=(200, 302)),
    row("account_confirm_login_code", ANYBODY, answers=(302,)),
    row("account_logout", EVERYBODY, answers=(200, 302)),
    *[row(name, ANYBODY, answers=(302,)) for name in ("account_login", "account_signup", "account_inactive")],
    # who is not half way in, or is in already, is led on; a provider that is not configured does not exist
    *[row(name, ANYBODY, answers=(302,)) for name in ("mfa_authenticate", "account_lost_factor")],
    row("openid_connect_callback", ANYBODY, answers=(404,), extra={"provider_id": "nobody.example.org"}),
    # ---- one's own second factor (the police have one), sessions, and what was not sent
    row("mfa_reauthenticate", {"police"}, refusal=403),
    row("mfa_reauthenticate_webauthn", {"police"}, refusal=403, answers=(302,)),  # to the app: they have no key
    *[row(f"agencies:{name}", EVERYBODY, answers=(200, 302)) for name in ("security", "set_up_factor", "add_app")],
    row("agencies:add_key", EVERYBODY),
    row("agencies:remove_factor", {"police"}, of="factor"),
    row("agencies:recovery_codes", {"police"}),
    row("agencies:recovery_codes_file", {"police"}),
    post("agencies:renew_codes", {"police"}),
    post("agencies:end_session", EVERYBODY, extra={"pk": 1}),  # answers alike whether or not it was one's own
    post("agencies:end_other_sessions", EVERYBODY),
    row("agencies:reset_factor", {"lead", "coordinator"}, of="lost_factor"),  # health asked to be called back
    post("agencies:stay", EVERYBODY, answers=(204,)),
    post("agencies:keep", EVERYBODY, answers=(204,)),
    row("agencies:unsent", EVERYBODY),
    post("agencies:send_unsent", {"police"}, of="kept_form", answers=(307,)),
    # ---- ratings
    row("ratings:reviews", STAFF | CONFLICTED_TOO, refusal=403),
    row("ratings:add_review", {"coordinator", "lead"}, refusal=403),
    row("ratings:review", STAFF, of="rated"),
    row("ratings:review_document", CASEWORK, of="rated"),
    row("ratings:allocate", {"lead", "coordinator"}, of="rated", answers=(200, 302)),
    row("ratings:withdraw", {"lead", "coordinator"}, of="rated"),
    row("ratings:assessment", INSPECTS, of="rated"),
    *[row(f"ratings:{name}", KEEPS_THEMES, refusal=403) for name in ("themes", "add_theme")],
    *[
        post(f"ratings:{name}_theme", KEEPS_THEMES, refusal=403, extra={"slug": "housing"})
        for name in ("change", "merge", "retire", "bring_back")
    ],
    *[
        row(f"ratings:{name}", {"inspector"}, of="rated", answers=(200, 302))
        for name in ("rate_standards", "feedback", "check", "sent")
    ],
    row("ratings:question", {"inspector"}, of="rated", extra={"slug": "1-1"}),
    row("ratings:moderation", {"lead"}, refusal=403),
    row("ratings:moderate", {"lead"}, of="with_lead"),
    post("ratings:agree", {"lead"}, of="with_lead"),
    post("ratings:return", {"lead"}, of="with_lead"),
    post("ratings:issue", {"lead"}, of="with_lead"),
    row("ratings:qa_reports", STAFF | {"reviewer", "other_reviewer", "conflicted"}, refusal=403),
    row("ratings:qa_report", STAFF | {"reviewer"}, of="reported"),
    row("ratings:qa_report", set(), of="with_lead"),  # before it is issued nobody reads a report
    row("ratings:qa_report_pdf", STAFF | {"reviewer"}, of="reported", answers=(200, 202)),
    post("ratings:acknowledge", {"reviewer"}, of="reported"),
    # ---- cases
    row("cases:flag", INSPECTS, of="reported"),
    *[
        row(f"cases:flag_{page}", INSPECTS, of="reported", answers=(200, 302))
        for page in ("why", "other", "check", "sent", "join")
    ],
    post("cases:flag_discard", INSPECTS, of="reported"),
    row("cases:cases", STAFF | CONFLICTED_TOO, refusal=403),
    row("cases:particulars", INSPECTS, of="case"),
    row("cases:proceedings", CASEWORK, of="case"),
    post("cases:proceedings", {"lead"}, of="case"),
    post("cases:proceedings_under_way", INSPECTS, of="case"),
    post("cases:proceedings_ended", {"lead"}, of="case"),
    row("cases:proceedings_check", INSPECTS, of="case", answers=(302,)),  # none are under way
    row("cases:turning_point", INSPECTS, of="case"),
    row("cases:decide_course", {"lead"}, of="case", answers=(302,)),  # nothing has turned it
    row("cases:parallel_reviews", CASEWORK, of="case"),
    row("cases:add_parallel_review", INSPECTS, of="case"),
    row("cases:parallel_review", INSPECTS, of="parallel_review"),
    row("cases:remove_parallel_review", INSPECTS, of="parallel_review"),
    row("cases:family", CASEWORK, of="case"),
    post("cases:family", INSPECTS, of="case"),
    row("cases:withdraw_flag", INSPECTS, of="case"),
    row("cases:closing", CASEWORK, of="case"),
    row("cases:close", INSPECTS, of="case"),
    row("cases:proof_of_disposal", CASEWORK, of="trace_of_case"),
    *[row(f"cases:{name}", {"lead"}, of="case") for name in ("reopen", "put_hold", "lift_hold", "export_case")],
    *[row(f"cases:{name}_disposal", {"lead"}, of="case") for name in ("propose", "confirm", "decline")],
    post("cases:search_again", {"lead"}, of="trace_of_case"),
    post("cases:redact_trace", {"lead"}, of="trace"),
    row("cases:set_aside_trace", {"lead"}, of="trace"),
    row("cases:retract", INSPECTS, of="case"),
    row("cases:split", INSPECTS, of="case"),
    row("cases:incident", CASEWORK, of="incident"),
    row("cases:decide_incident", {"lead"}, of="incident"),
    row("cases:confirm_deletion", {"health"}, of="taken_back"),
    post("cases:consider_again", CASEWORK, of="left_out"),
    row("cases:requests", CASEWORK, of="case"),
    post("cases:use_suggested", INSPECTS, of="case"),
    row("cases:send", INSPECTS, of="case"),
    row("cases:stop", INSPECTS, of="case"),
    row("cases:brief", INSPECTS, of="part"),
    row("cases:documents", INSPECTS, of="part"),
    post("cases:detach", INSPECTS, of="document_of_part"),
    row("cases:request_document", CASEWORK | OF_THE_POLICE, of="document"),
    row("findings:record_reply", CASEWORK, of="part"),
    row("cases:add_agency", CASEWORK, of="case"),
    row("cases:agency", CASEWORK, of="part"),
    row("cases:preview", CASEWORK, of="part"),
    row("cases:correct", INSPECTS, of="part", answers=(200, 302)),
    row("cases:withdraw", INSPECTS, of="part"),
    row("cases:more_time", OF_THE_POLICE, of="request"),
    row("cases:extension", CASEWORK, of="request"),
    row("cases:stop_clock", CASEWORK, of="request"),
    post("cases:start_clock", CASEWORK, of="request"),
    row("cases:letter", CASEWORK, of="part"),
    post("cases:letter", INSPECTS, of="part"),
    row("cases:messages", CASEWORK, of="part"),
    post("cases:no_answer", CASEWORK, of="part"),
    row("cases:conversation", OF_THE_POLICE | CASEWORK, of="request", answers=(200, 302)),
    row("cases:conversation", CASEWORK, of="withdrawn_request", answers=(302,)),
    post("cases:conversation_no_answer", OF_THE_POLICE, of="request"),
    row("cases:undelivered", CASEWORK, of="request"),
    post("cases:write_again", CASEWORK, of="request"),
    post("cases:dealt_with", CASEWORK, of="request"),
    # ---- an invented case to practise with: it is about nobody
    *[row(f"findings:practice{page}", EVERYBODY) for page in ("", "_not_ours", "_finished")],
    row("findings:practice_step", EVERYBODY, extra={"name": "organisation"}),
    row("findings:practice_check", EVERYBODY, answers=(302,)),  # nothing was answered yet
    post("findings:practice_again", EVERYBODY),
    row("findings:blank_reply", EVERYBODY, answers=(200, 202)),
    # ---- findings: the police were asked, and answer
    row("findings:request", OF_THE_POLICE | CASEWORK, of="request", answers=(200, 302)),
    *[
        row(f"findings:{name}", OF_THE_POLICE, of="request", answers=(200, 302))
        for name in ("organisation record_check learning add_point no_learning representative check submitted").split()
    ],
    *[row(f"findings:{name}", OF_THE_POLICE, of="request") for name in ("attachments", "add_attachment")],
    row("findings:attachment", OF_THE_POLICE, of="attachment"),
    row("findings:remove_attachment", OF_THE_POLICE, of="attachment"),
    row("findings:attachment", OF_THE_POLICE | CASEWORK, of="sent_attachment"),
    row("findings:readers", OF_THE_POLICE, of="request"),
    *[
        row(f"findings:{name}", OF_THE_POLICE, of="request", answers=(200, 302))
        for name in "involvement add_involvement events add_event no_events changed_risk import_events".split()
    ],
    row("findings:event_template", OF_THE_POLICE, of="request", extra={"form": "xlsx"}),
    row("findings:check_events", {"police"}, of="events_sheet"),
    post("findings:check_events", {"police"}, of="events_sheet"),
    *[row(f"findings:{name}_involvement", OF_THE_POLICE, of="involvement") for name in ("change", "remove")],
    *[row(f"findings:{name}_event", OF_THE_POLICE, of="event") for name in ("change", "remove")],
    *[post(f"findings:move_event_{way}", OF_THE_POLICE, of="event") for way in ("up", "down")],
    *[row(f"findings:{name}", OF_THE_POLICE, of="point") for name in ("change_point", "remove_point", "propose")],
    post("findings:take_back_proposal", OF_THE_POLICE, of="own_proposal"),
    post("findings:like", OF_THE_POLICE, of="request"),
    *[row(f"findings:{name}", OF_THE_POLICE, of="request") for name in ("release", "proposed", "put_to_us")],
    row("findings:answer_proposal", set(), of="proposal_before_the_pack"),
    row("findings:answer_proposal", {"health"}, of="proposal"),
    row("findings:for_others", CASEWORK, of="case"),
    row("findings:direct", CASEWORK, of="proposal_for_staff"),
    row("findings:clear_learning", {"lead"}, refusal=403, of="issued_learning"),
    row("findings:reply", OF_THE_POLICE | CASEWORK, of="request", answers=(200, 302)),
    row("findings:confirm_recorded", OF_THE_POLICE, of="request", answers=(200, 302)),
    row("findings:confirm_recorded", OF_THE_POLICE, of="recorded"),
    post("findings:correct_recorded", OF_THE_POLICE, of="request"),
    post("findings:ask_instead", set(), of="request"),  # without the name of an agency there is nobody to ask
    post("findings:looked_at", CASEWORK, of="request", forbidden=OF_THE_POLICE),
    # ---- who else writes, signs, checks and keeps a reply; helpers and approvers are in test_access_states.py
    row("findings:colleagues", OF_THE_POLICE, of="request"),
    post("findings:remove_colleague", OF_THE_POLICE, of="helper"),
    row("findings:sign_off", set(), of="request"),
    post("findings:withdraw_sign_off", OF_THE_POLICE, of="request"),
    post("findings:accept_reply", INSPECTS, of="request"),
    row("findings:return_reply", INSPECTS, of="request", answers=(302,)),  # there is no reply yet
    row("findings:return_reply", INSPECTS, of="replied"),
    row("findings:add_to_reply", OF_THE_POLICE, of="replied"),
    row("findings:take_back_reply", OF_THE_POLICE, of="replied"),
    row("findings:reply_version", OF_THE_POLICE | CASEWORK, of="replied", extra={"number": 1}),
    row("findings:receipt", OF_THE_POLICE | CASEWORK, of="replied", extra={"number": 1}, answers=(200, 202)),
    row("findings:chronology", CASEWORK, of="case"),
    row("findings:chronology_questions", CASEWORK, of="case"),
    row("findings:chronology_sheet", CASEWORK, of="case", extra={"form": "csv"}),
    row("findings:glossary", CASEWORK, of="case"),
    post("findings:glossary", CASEWORK, of="case"),
    row("findings:change_name", CASEWORK, of="name_in_glossary"),
    post("findings:remove_name", CASEWORK, of="name_in_glossary"),
    row("findings:case_learning", CASEWORK, of="case"),
    *[post(f"findings:{name}_learning", INSPECTS, of="case") for name in ("group", "park")],
    row("findings:change_group", INSPECTS, of="group"),
    post("findings:ungroup_learning", INSPECTS, of="group"),
    *[post(f"findings:{name}", INSPECTS, of="point_of_case") for name in ("take_out_of_group", "unpark_learning")],
    *[
        post(f"findings:{name}_suggestion", INSPECTS, of="case", extra={"mark": "none"})
        for name in ("accept", "decline")
    ],
    row("findings:request", CASEWORK, of="withdrawn_request", answers=(200, 302)),
    # ---- panels: the police and the attendee are invited
    row("panels:panels", EVERYBODY),
    row("panels:convene", {"inspector", "other_inspector", "coordinator", "conflicted"}, refusal=403),
    row("panels:panel", CASEWORK | {"police", "attendee"}, of="panel"),
    row("panels:panel", CASEWORK, of="draft_panel"),  # nobody has been told of a draft
    row("panels:calendar", {"police", "attendee", "inspector", "coordinator"}, of="panel"),
    *[
        row(f"panels:{name}", {"inspector", "other_inspector", "coordinator"}, of="panel", answers=(200, 302))
        for name in ("meeting", "people", "invite", "cancel")
    ],
    post("panels:remove", {"inspector", "other_inspector", "coordinator"}, of="seat"),
    post("panels:seats-right", {"inspector", "other_inspector", "coordinator"}, of="panel"),
    row("panels:own-feed", EVERYBODY),
    post("panels:close-feed", EVERYBODY),
    row("panels:feed", ANYBODY, of="feed"),
    row("panels:rsvp", ANYBODY, of="invitation"),
    row("panels:replied", ANYBODY, of="invitation", answers=(200, 302)),
    row("panels:minutes", CASEWORK, of="panel", answers=(200, 302)),
    *[
        post(f"panels:{name}", CASEWORK, of="panel", answers=(200, 302, 409))
        for name in ("minutes-start", "minutes-present", "close")
    ],
    row("panels:minutes-read", CASEWORK | {"police", "attendee"}, of="closed_panel"),
    row("panels:minutes-read", CASEWORK | {"police", "attendee"}, of="panel"),  # says that there are none yet
    row("panels:minutes-pdf", set(), of="panel"),  # and there are none
    row("panels:minutes-pdf", CASEWORK | {"police", "attendee"}, of="closed_panel", answers=(200, 202)),
    row("panels:minutes-change", CASEWORK, of="entry", answers=(200, 302)),
    post("panels:minutes-remove", CASEWORK, of="entry", answers=(200, 302)),
    # ---- the learning report: issued to the agencies that took part
    row("panels:learning-reports", EVERYBODY),
    row("panels:report-start", INSPECTS, of="closed_panel", answers=(200, 302), forbidden={"coordinator"}),
    row("panels:learning-report", CASEWORK | OF_THE_POLICE | {"health"}, of="report"),
    row("panels:learning-report-pdf", CASEWORK | OF_THE_POLICE | {"health"}, of="report", answers=(200, 202)),
    row("panels:learning-report", CASEWORK, of="draft_report"),  # a draft is the inspectorate's alone
    row("panels:report-edit", INSPECTS, of="draft_report"),
    row("panels:report-paragraph", INSPECTS, of="paragraph"),
    post("panels:report-paragraph-remove", INSPECTS, of="paragraph"),
    row("panels:report-paragraph-add", INSPECTS, of="draft_report", extra={"number": 4}),
    post("panels:report-not-used", INSPECTS, of="entry_of_draft_report", answers=(200, 302)),
    post("panels:report-send", INSPECTS, of="draft_report"),
    row("panels:report-countersign", {"lead"}, of="draft_report", answers=(200, 302)),
    post("panels:report-return", {"lead"}, of="draft_report", answers=(200, 302)),
    # ---- actions: the police own one
    row("panels:actions", EVERYBODY),
    row("panels:action", CASEWORK | OF_THE_POLICE, of="action"),
    *[post(f"panels:action-{name}", OF_THE_POLICE, of="action") for name in ("accept", "update", "dispute")],
    post("panels:action-close", INSPECTS, of="action"),
]


@pytest.fixture
def world(cast):
    """Everything the addresses can be about, each in the state that lets the right person in."""
    rated = ratings.allocated_review(cast)
    with_lead = ratings.sent_assessment(cast)
    reported = ratings.issued_report(cast)
    requests = findings.parts(cast, "police_force", "trust")
    part = requests[0]
    point = findings.point(part, by=cast.police)
    attachment = findings.attachment(part, by=cast.police)
    sent_attachment = findings.sent_attachment(cast)
    withdrawn = case_makers.sent_request(cast)
    withdrawing.withdraw_request(withdrawn, because="Asked by mistake.", by=cast.inspector)
    panel = panels.invited_panel(cast, cases=[panels.replied_case(cast)])
    draft_panel = panels.planned_panel(cast, cases=[panels.replied_case(cast)])
    begun = learning.minuted_panel(cast)
    draft_report = learning.drafted_report(cast)
    report = learning.issued_report(cast)
    action = learning.issued_action(cast)
    named = glossary.add_name(part.case, name="Dr Hale", role="General practitioner", by=cast.inspector)
    inquest = parallel.list_review(part.case, kind=UnderWay.INQUEST, by=cast.inspector)
    incident = case_makers.incident(cast)
    flagging.leave_out(part.case, agency=cast.landlord, because="No tenancy in the period.", by=cast.inspector)
    recorded = findings.recorded(findings.part(cast), by=cast.coordinator)
    replied = findings.replied(findings.part(cast), by=cast.police)
    own_proposal = findings.proposal_of(point, by=cast.police)
    before_the_pack = findings.directed_proposal(cast)
    proposal = findings.released_proposal(cast)
    helper = findings.helper(part, by=cast.police)
    conflicted(cast)
    App.of(cast.police)
    second_factor.ask_for_reset(cast.health, by=cast.health)
    letter = Letter.objects.filter(to_email=cast.police.email, kind="request").first()
    Letter.objects.filter(pk=letter.pk).update(status="sent")
    kept = keeping.keep(cast.police, path="/account/change/", fields=[("job_title", "Sergeant")])
    return {
        "factor": {"pk": second_factor.factors_of(cast.police)[0].pk},
        "lost_factor": {"mark": second_factor.mark_of(cast.health)},
        "kept_form": {"pk": kept.pk},
        "agency": {"slug": cast.police_force.slug},
        "agency_to_confirm": {"mark": f"agency-{cast.police_force.pk}"},
        "sheet": {"pk": _sheet(by=cast.coordinator).pk},
        "eyes": {"agency": cast.police_force.slug},
        "batch": {"mark": reminding.remind(Duty.objects.filter(about=part.reference), by=cast.coordinator)},
        "person": {"pk": cast.police.pk},
        "conflict": {"pk": cast.conflicted.conflicts.first().pk},
        "inspectorate": {"slug": cast.inspectorate.slug},
        "role_of_the_police": {"slug": cast.police_force.slug, "pk": cast.police.memberships.get().pk},
        "own_role_of_the_police": {"pk": cast.police.memberships.get().pk},
        "role_given_back": {"mark": f"role-{_given_back(cast).pk}"},
        "letter_to_the_police": {"pk": letter.pk},
        "role_of_an_inspector": {"slug": cast.inspectorate.slug, "pk": cast.other_inspector.memberships.get().pk},
        "rated": {"reference": rated.reference},
        "with_lead": {"reference": with_lead.reference},
        "reported": {"reference": reported.reference},
        "case": {"reference": part.case.reference},
        "part": {"reference": part.case.reference, "agency": part.agency.slug},
        "document": {"pk": _document_of(part, cast).pk},
        "document_of_part": {
            "reference": part.case.reference,
            "agency": part.agency.slug,
            "pk": part.documents.get().pk,
        },
        "recorded": {"reference": recorded.reference},
        "replied": {"reference": replied.reference},
        "own_proposal": {"reference": part.reference, "point": point.reference, "pk": own_proposal.pk},
        "proposal_before_the_pack": {"reference": before_the_pack.to.reference, "pk": before_the_pack.pk},
        "proposal_for_staff": {"reference": before_the_pack.to.case.reference, "pk": before_the_pack.pk},
        "proposal": {"reference": proposal.to.reference, "pk": proposal.pk},
        "issued_learning": {"reference": ledger.issued(is_cleared=False).reference},
        "helper": {"reference": part.reference, "pk": helper.pk},
        "incident": {"reference": incident.reference},
        "group": {"reference": part.case.reference, "pk": _group_in(part.case).pk},
        "point_of_case": _point_of(panel.cases.get()),
        "taken_back": {"reference": incident.retractions.get().reference},
        "name_in_glossary": {"reference": part.case.reference, "pk": named.pk},
        "parallel_review": {"reference": part.case.reference, "pk": inquest.pk},
        "trace_of_case": {"reference": withdrawn.case.reference},
        "trace": {"reference": withdrawn.case.reference, "pk": _trace_in(withdrawn.case, cast).pk},
        "left_out": {"reference": part.case.reference, "agency": cast.landlord.slug},
        "request": {"reference": part.reference},
        "point": {"reference": part.reference, "point": point.reference},
        "involvement": {"reference": part.reference, "pk": findings.involvement(part, by=cast.police).pk},
        "event": {"reference": part.reference, "pk": findings.event(part, by=cast.police).pk},
        "events_sheet": {"reference": part.reference, "pk": findings.events_sheet(part, by=cast.police).pk},
        "attachment": {"reference": part.reference, "key": attachment.key},
        "sent_attachment": {"reference": sent_attachment.request.reference, "key": sent_attachment.key},
        "withdrawn_request": {"reference": withdrawn.reference},
        "panel": {"reference": panel.reference},
        "draft_panel": {"reference": draft_panel.reference},
        "seat": {"reference": panel.reference, "pk": panel.seats.get(person=cast.attendee).pk},
        "feed": {"token": feeding.open_feed(cast.police, by=cast.police)},
        "invitation": {"token": Invitation.objects.get(meeting__panel=panel, seat__person=cast.police).token},
        "entry": {"reference": begun.reference, "pk": begun.entries.first().pk},
        "closed_panel": {"reference": report.panel.reference},
        "report": {"reference": report.reference},
        "draft_report": {"reference": draft_report.reference},
        "paragraph": _of_draft(draft_report, "paragraph"),
        "entry_of_draft_report": _of_draft(draft_report, "entry"),
        "action": {"reference": action.reference},
    }


def _group_in(case):
    return LearningGroup.objects.create(case=case, title="Recalls")


def _point_of(case):
    return {"reference": case.reference, "point": LearningPoint.objects.submitted().of_case(case).first().reference}


def _document_of(part, cast):
    kept = files.store(b"%PDF-1.7", name="terms.pdf", content_type=files.PDF_TYPE, by=cast.inspector)
    return RequestDocument.objects.create(request=part, file=kept, title="Terms of reference", is_terms=True)


def _given_back(cast):
    held = joining.add_member(
        email="gone@westvale.example.org", name="Gil Gone", agency=cast.landlord, role=Role.DEPUTY, by=cast.lead
    )
    return leaving.say_not_mine(held, because="I no longer do this work", by=held.user)


def _of_draft(report, what):
    if what == "paragraph":
        return {"reference": report.reference, "pk": Paragraph.objects.filter(section__report=report).first().pk}
    return {"reference": report.reference, "pk": report.panel.entries.learning().first().pk}


def _trace_in(case, cast):
    """What a search found after the disposal of a case, in a place that the portal cannot change."""
    two = {"proposed_by": cast.lead, "confirmed_by": cast.other_lead, "because": "Two years have passed."}
    moments = {"proposed_at": clock.now(), "confirmed_at": clock.now()}
    going = case.disposals.create(status="traces-left", sealed_markers=seal("[]"), **two, **moments)
    return going.traces.create(place="Files in storage", row="00/1", column="content")


def _sheet(*, by):
    sound, _ = sheets.accept(SimpleUploadedFile("agencies.csv", b"Agency,Kind\nKent Homes,Housing\n"))
    return importing.keep_file(sound, by=by)


def conflicted(cast):
    """Make an inspector who has a conflict of interest on every case and review there is."""
    person = joining.add_member(
        email="conflicted@inspectorate.example.org",
        name="Con Conflicted",
        agency=cast.inspectorate,
        role=Role.INSPECTOR,
        by=None,
    ).user
    joining.accept_terms(person, by=person)
    scopes = [*Case.objects.values_list("reference", flat=True), *Review.objects.values_list("reference", flat=True)]
    for scope in scopes:
        declaring.declare_conflict(person, scope=scope, by=person)
    cast.conflicted = person


def test_every_address_answers_each_member_of_the_cast_as_the_table_says(world, cast):
    clients = {name: _signed_in(getattr(cast, name)) for name in CAST}

    wrong = [fault for one in ROWS for fault in _faults(one, world, clients)]

    assert not wrong, "\n" + "\n".join(wrong)


def test_every_address_has_a_row():
    named = {one.name for one in ROWS}

    assert _all_names() - named == set()


def test_every_row_is_an_address():
    assert {one.name for one in ROWS} - _all_names() == set()


def _faults(one, world, clients):
    url = reverse(one.name, kwargs=world.get(one.of, {}) | one.extra)
    public = one.who == ANYBODY
    anonymous = _ask(Client(), one, url)
    if public and anonymous not in one.answers:
        yield f"{one.method} {url}: anybody got {anonymous}"
    if not public and anonymous != 302:
        yield f"{one.method} {url}: somebody who is not signed in got {anonymous}"
    for name, client in clients.items():
        status = _ask(client, one, url)
        refused = 403 if name in one.forbidden else one.refusal
        expected = one.answers if public or name in one.who else (refused,)
        if status not in expected:
            yield f"{one.method} {url}: {name} got {status}, not {' or '.join(map(str, expected))}"


def _ask(client, one, url):
    """Ask, and undo whatever the asking did."""
    with transaction.atomic():
        status = getattr(client, one.method)(url).status_code
        transaction.set_rollback(True)
    return status


def _signed_in(person):
    return signed_in(person, raise_request_exception=True)


def _all_names():
    found = set()

    def walk(patterns, prefix):
        for pattern in patterns:
            if hasattr(pattern, "url_patterns"):
                walk(pattern.url_patterns, f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix)
            elif pattern.name:
                found.add(prefix + pattern.name)

    walk(get_resolver().url_patterns, "")
    return found
