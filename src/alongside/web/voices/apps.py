from django.apps import AppConfig


class VoicesConfig(AppConfig):
    name = "alongside.web.voices"
    label = "voices"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from alongside.web.safeguarding.origins import register  # noqa: PLC0415 - models are there only now
        from alongside.web.voices import at_hand  # noqa: F401, PLC0415 - what waits for people on their home page
        from alongside.web.voices.origins import ORIGIN, released, withheld  # noqa: PLC0415
        from alongside.web.voices.public import actions, limits  # noqa: F401, PLC0415 - what must happen as time passes

        register(ORIGIN, released=released, withheld=withheld)
