"""Colours of the page, chosen so that text stays readable whatever the facility's colours are (WCAG 2, 4.5:1)."""

TEXT_CONTRAST = 4.5
SHAPE_CONTRAST = 3.0

LIGHT = {
    'page': '#f3f5f8', 'surface': '#ffffff', 'text': '#18202c', 'muted': '#4a5666', 'border': '#d3dae4',
    'up': '#0d6335', 'up-back': '#e1f3e8', 'down': '#9d1414', 'down-back': '#fde9e7',
    'unknown': '#465264', 'unknown-back': '#eaedf2',
}  # fmt: skip
DARK = {
    'page': '#0f141b', 'surface': '#19202a', 'text': '#e9eef5', 'muted': '#abb6c5', 'border': '#354052',
    'up': '#86dfab', 'up-back': '#14362a', 'down': '#ffaca5', 'down-back': '#481f1f',
    'unknown': '#c3ccd8', 'unknown-back': '#2b3442',
}  # fmt: skip


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb`: 0 is black, 1 is white."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (v / 255 for v in _channels(colour))]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, from 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def mix(colour: str, base: str, share: float) -> str:
    """`share` of `colour`, the rest `base`."""
    pairs = zip(_channels(colour), _channels(base), strict=True)
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in pairs)


def text_on(background: str) -> str:
    """White where it can be read, else black: one of the two always reaches 4.5:1, but no softer black would."""
    return "#ffffff" if contrast("#ffffff", background) >= TEXT_CONTRAST else "#000000"


def readable(colour: str, backgrounds: list[str]) -> str:
    """The colour itself if it can be read on all backgrounds, else the nearest mix with black or white that can."""
    target = "#000000" if text_on(backgrounds[0]) == "#000000" else "#ffffff"
    for percent in range(100, -1, -2):
        candidate = mix(colour, target, percent / 100)
        if all(contrast(candidate, background) >= TEXT_CONTRAST for background in backgrounds):
            return candidate
    raise ValueError(f"no shade of {colour} is readable on all of {backgrounds}")


def palette(primary: str, accent: str, scheme: dict[str, str]) -> dict[str, str]:
    """All colours of one scheme: its fixed ones and those made from the facility's two."""
    # A full-strength block of a bright colour dazzles at night, so the dark scheme takes less than half of it.
    hero = primary if scheme is LIGHT else mix(primary, scheme["page"], 0.45)
    action = accent if contrast(accent, hero) >= SHAPE_CONTRAST else text_on(hero)
    return {
        **scheme,
        "hero": hero,
        "hero-text": text_on(hero),
        # Decoration behind the text goes away from the text's colour, so it can only raise the contrast.
        "hero-ring": "#000000" if text_on(hero) == "#ffffff" else "#ffffff",
        "action": action,
        "action-text": text_on(action),
        "accent": accent,
        "link": readable(primary, [scheme["page"], scheme["surface"]]),
    }


def variables(primary: str, accent: str) -> str:
    """The custom properties for the style sheet, light and dark."""

    def declare(scheme: dict[str, str]) -> str:
        return (
            ":root{" + "".join(f"--{name}:{value};" for name, value in palette(primary, accent, scheme).items()) + "}"
        )

    return f"{declare(LIGHT)}\n@media screen and (prefers-color-scheme: dark){{{declare(DARK)}}}\n"
