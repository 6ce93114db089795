"""The address of the log-out."""

from jupyterhub_daas.logout import end_session_url


def test_the_hint_is_sent_when_there_is_one() -> None:
    arguments = ("https://b.example/end", "hub", "https://d.example/?a=b")
    plain = "https://b.example/end?client_id=hub&post_logout_redirect_uri=https%3A%2F%2Fd.example%2F%3Fa%3Db"
    assert end_session_url(*arguments, id_token=None) == plain
    assert end_session_url(*arguments, id_token="x.y.z") == f"{plain}&id_token_hint=x.y.z"
