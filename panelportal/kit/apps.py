from django.apps import AppConfig
from django.db.models.signals import post_migrate


class KitConfig(AppConfig):
    name = "panelportal.kit"
    label = "kit"
    verbose_name = "Kit"

    def ready(self):
        from panelportal.kit import access, disposal_rules, files, fulltext, jobs, once, printing, trail, trail_check

        post_migrate.connect(access.forget_permission_ids)
        post_migrate.connect(fulltext.put_in_step)
        disposal_rules.declare()
        jobs.every(60, "seal the reads of the trail", trail.seal_reads)
        jobs.every(86400, "check the trail", trail_check.check_nightly)
        jobs.every(300, "take back lost jobs", jobs.take_back_lost)
        jobs.every(3600, "render missing documents", printing.render_missing)
        jobs.every(86400, "sweep files of verbs that rolled back", files.sweep)
        jobs.every(300, "scan files that wait for the scanner", files.scan_waiting)
        jobs.every(86400, "sweep receipts of forms", once.sweep)
