"""Identity numbers against those that the standard prints."""

import numpy as np
import pytest

from renkou.integrity.names import complete_identity_number, valid_identity_number


@pytest.mark.printed(
    "names.valid_identity_number",
    "names.complete_identity_number",
    source="GB 11643-1999 (1999), examples, as a course of conversion prints them",
    address="download.csdn.net/download/kudy21/2033732",
)
def test_examples_of_the_standard() -> None:
    printed = ["11010519491231002X", "440524188001010014"]
    assert np.all(valid_identity_number(printed))
    # Any other check is wrong.
    for number in printed:
        others = [number[:17] + check for check in "0123456789X" if check != number[17]]
        assert not np.any(valid_identity_number(others))
    old = printed[0][:6] + printed[0][8:17]
    assert complete_identity_number(old) == printed[0]
