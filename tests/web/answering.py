"""A view more, which answers everybody."""

from judging.web.access import Access, Who


def add_view(app, path, view):
    def answer():
        return view()

    setattr(answer, "access", Access((Who.EVERYBODY,)))  # noqa: B010 -- a function has no such field
    app.add_url_rule(path, path.strip("/").replace("/", "-"), answer, methods=["GET", "POST"])
