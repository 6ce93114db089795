"""The form and what is accepted from it."""

import pytest

from jupyterhub_daas.profiles import form, options_from_request, select
from jupyterhub_daas.settings import Profile

PROFILES = (Profile("cpu", "CPU", 'for <a> & "b"', 2, 1024, 60), Profile("large", "Large", "more", 8, 8192, 60))


def test_every_choice_has_a_label_and_the_first_is_checked() -> None:
    text = form(PROFILES)
    assert text.count("<input") == text.count("<label") == 2
    assert text.index(" checked") < text.index('id="profile-large"')
    assert "for &lt;a&gt; &amp; &quot;b&quot;" in text


def test_another_choice_can_be_checked() -> None:
    assert 'value="large" aria-describedby="profile-large-about" checked' in form(PROFILES, "large")


def test_selects_by_name_and_the_first_without_one() -> None:
    assert options_from_request(PROFILES, {"profile": ["large"], "_xsrf": ["x"]}) == {"profile": "large"}
    assert select(PROFILES, {}).name == "cpu"


@pytest.mark.parametrize("options", [{"profile": "huge"}, {"profile": ["cpu"]}, {"profile": "cpu", "cmd": "id"}])
def test_fails_on_unknown_profiles_and_on_options_that_would_reach_the_job_script(options: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="no profile of that name|Unknown options: cmd"):
        select(PROFILES, options)
