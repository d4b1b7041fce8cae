"""All routes of the site, those that read and those that write, and who calls each."""

from judging.app import create_app
from judging.web.access import Who
from tests.conftest import SECRET

CALLER = {
    Who.SECRETARY: "secretary",
    Who.JUROR: "juror",
    Who.CHAIR: "chair",
    Who.CLERK: "clerk",
    Who.OFFICE: "office_a",
    Who.SIGNED_IN: "office_a",
    Who.EVERYBODY: "visitor",
}


def _rules():
    app = create_app(ENV="test", DATABASE_URL="sqlite:///nowhere.db", SECRET_KEY=SECRET)
    return sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule)


RULES = _rules()
READING = [(rule, method) for rule in RULES for method in sorted(rule.methods & {"GET", "HEAD"})]
WRITING = [rule for rule in RULES if "POST" in rule.methods]


def name_of(value):
    return value if isinstance(value, str) else value.endpoint


def listed(wrong):
    return "\n" + "\n".join(str(row) for row in wrong)
