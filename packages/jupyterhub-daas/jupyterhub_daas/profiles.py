"""The choice of a profile: the form before a start, and what comes back from it."""

from collections.abc import Mapping
from html import escape
from typing import Any

from .settings import Profile


def form(profiles: tuple[Profile, ...], chosen: str | None = None) -> str:
    """A list of radio buttons, each with a label and a description that screen readers announce."""
    names = [profile.name for profile in profiles]
    checked = chosen if chosen in names else names[0]
    rows = "\n".join(_row(profile, profile.name == checked) for profile in profiles)
    return f'<fieldset>\n<legend class="h4">What do you need?</legend>\n{rows}\n</fieldset>'


def _row(profile: Profile, checked: bool) -> str:
    name = escape(profile.name, quote=True)
    return (
        '<div class="form-check mb-2">'
        f'<input class="form-check-input" type="radio" name="profile" id="profile-{name}" value="{name}"'
        f' aria-describedby="profile-{name}-about"{" checked" if checked else ""}>'
        f'<label class="form-check-label" for="profile-{name}">{escape(profile.title)}</label>'
        f'<div class="form-text" id="profile-{name}-about">{escape(profile.description)}</div>'
        "</div>"
    )


def options_from_request(profiles: tuple[Profile, ...], values: Mapping[str, list[str]]) -> dict[str, str]:
    """The options of a start from form fields or from the address (?profile=NAME)."""
    return {"profile": select(profiles, {key: value[0] for key, value in values.items() if key == "profile"}).name}


def select(profiles: tuple[Profile, ...], options: Mapping[str, Any]) -> Profile:
    """The profile that the options name.

    Options can come straight from a user's API request, and batchspawner puts all of them into its job script:
    so any other key is refused.
    """
    if set(options) - {"profile"}:
        raise ValueError(f"Unknown options: {', '.join(sorted(set(options) - {'profile'}))}")
    if not options:
        return profiles[0]
    for profile in profiles:
        if profile.name == options["profile"]:
            return profile
    raise ValueError(f"There is no profile of that name. Choose one of: {', '.join(p.name for p in profiles)}")
