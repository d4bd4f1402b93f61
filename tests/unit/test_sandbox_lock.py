"""Who may stop what several sandboxes share."""

from sandbox.lock import FileLock


def test_only_the_last_user_has_it_alone(tmp_path):
    first, second = FileLock(tmp_path / "lock"), FileLock(tmp_path / "lock")
    first.share()
    second.share()
    assert not first.try_alone()
    first.release()
    assert second.try_alone()


def test_a_share_can_be_had_again_after_the_release(tmp_path):
    lock = FileLock(tmp_path / "lock")
    lock.share()
    lock.release()
    lock.share()
    assert lock.try_alone()
