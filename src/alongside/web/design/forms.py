"""Django forms that render GOV.UK components: `{{ form.team.as_field_group() }}`, and an error summary that links to each field.

Options a component takes (`hint` from `help_text`, `classes`, `inputmode`, `autocomplete`) come from the field and its widget's attrs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

if TYPE_CHECKING:  # a mixin is an object by itself; to the type checker it is the form that it is mixed into
    Mixed = forms.BaseForm
else:
    Mixed = object

TEMPLATES: list[tuple[type[forms.Widget], str]] = [  # the first that fits; subclasses stand before what they extend
    (forms.CheckboxSelectMultiple, "fields/checkboxes.html"),
    (forms.RadioSelect, "fields/radios.html"),
    (forms.SelectMultiple, "fields/checkboxes.html"),
    (forms.Select, "fields/select.html"),
    (forms.CheckboxInput, "fields/checkbox.html"),
    (forms.ClearableFileInput, "fields/file.html"),
    (forms.FileInput, "fields/file.html"),
    (forms.Textarea, "fields/textarea.html"),
    (forms.PasswordInput, "fields/password.html"),
    (forms.widgets.Input, "fields/input.html"),
]
DATE_FORMATS = ["%d/%m/%Y", "%d/%m/%y", "%Y-%m-%d", "%d %B %Y", "%d %b %Y"]


def template_for(widget: forms.Widget) -> str:
    """The template that renders this kind of widget."""
    for kind, template in TEMPLATES:
        if isinstance(widget, kind):
            return template
    raise TypeError(f"No GOV.UK component for {type(widget).__name__}")


class DateField(forms.DateField):
    """A date typed as 05/03/2018; ISO is understood too."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateInput(format="%d/%m/%Y", attrs={"classes": "govuk-input--width-10", "inputmode": "numeric"})
        options = {"input_formats": DATE_FORMATS, "widget": widget, "help_text": "For example, 5/3/2018", **options}
        super().__init__(**options)
        self.error_messages["invalid"] = "Enter a real date, such as 5/3/2018"


def say_what_to_do(field: forms.Field) -> None:
    """Replace Django's "This field is required." with what to do: "Enter the team's name", "Choose a site"."""
    if str(field.error_messages.get("required")) == str(forms.Field.default_error_messages["required"]):
        verb = "Choose" if hasattr(field, "choices") or isinstance(field, forms.FileField) else "Enter"
        label = str(field.label or "an answer")
        field.error_messages["required"] = f"{verb} {label[:1].lower()}{label[1:]}".rstrip("?")


class Gov(Mixed):
    """Mix into a Form or ModelForm. Call it `class TeamForm(Gov, forms.ModelForm)`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if not field.widget.is_hidden:
                field.template_name = template_for(field.widget)  # type: ignore[attr-defined]
                say_what_to_do(field)

    @property
    def error_summary(self) -> list[dict[str, str]]:
        """Items for `govukErrorSummary`, each linking to what it is about."""
        items = []
        for name, errors in self.errors.items():
            href = "" if name == "__all__" else "#" + self[name].auto_id
            items += [{"text": str(error), "href": href} if href else {"text": str(error)} for error in errors]
        return items


def component(bound: forms.BoundField) -> dict[str, Any]:
    """What every component takes: id, name, label, hint, error message and the widget's own attributes."""
    attrs = {**bound.field.widget.attrs}
    classes = attrs.pop("classes", "")
    label_classes = attrs.pop("label_classes", "govuk-label--s")
    params: dict[str, Any] = {
        "id": bound.auto_id,
        "name": bound.html_name,
        "label": {"text": bound.label, "classes": label_classes},
        "classes": classes,
        "attributes": {
            k: v for k, v in attrs.items() if k not in {"rows", "cols", "inputmode", "autocomplete", "maxlength", "suffix", "prefix"}
        },
    }
    if bound.help_text:
        params["hint"] = {"text": bound.help_text}
    if bound.errors:
        params["errorMessage"] = {"text": " ".join(str(e) for e in bound.errors)}
    for key in ("inputmode", "autocomplete"):
        if key in attrs:
            params[key] = attrs[key]
    for key in ("prefix", "suffix"):
        if key in attrs:
            params[key] = {"text": attrs[key]}
    return params


def choices_of(bound: forms.BoundField) -> list[dict[str, Any]]:
    """Items for radios, checkboxes and selects, with what is chosen marked. The first item carries the field's id."""
    chosen = bound.value()
    chosen = {str(c) for c in chosen} if isinstance(chosen, list | tuple | set) else {"" if chosen is None else str(chosen)}
    items: list[dict[str, Any]] = []
    for n, (value, text) in enumerate(bound.field.choices):  # type: ignore[attr-defined]
        value = str(getattr(value, "value", value))
        on = value in chosen
        items.append(
            {
                "value": value,
                "text": str(text),
                "checked": on,
                "selected": on,
                "id": bound.auto_id if n == 0 else f"{bound.auto_id}_{n}",
            }
        )
    return items
