from panelportal.kit import fields


class ComparedForm(fields.Form):
    """A form that carries the version its reader saw, in case somebody else saves meanwhile."""

    version_name = "version"  # of the column that counts the versions

    def compare(self, now):
        """Keep what was typed, and carry the version that stands now, so that saving again replaces it."""
        self.carry(getattr(now, self.version_name))
        self.add_error(None, "Someone else saved this page. Compare the two versions, then save yours or leave theirs")

    def carry(self, version):
        """Let the next attempt be made from a version."""
        self.data = self.data.copy()
        self.data["version"] = str(version)
