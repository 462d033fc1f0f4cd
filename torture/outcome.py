"""What a fault did."""

import dataclasses


@dataclasses.dataclass(frozen=True)
class Outcome:
    """Questions by what became of them; `seconds` from the fault until the last one that
    was not answered right."""

    fault: str
    sent: int
    right: int
    unavailable: int  # 503 with Retry-After
    again: int  # put again by the client, as the connection broke
    lost: int  # no answer, or a wrong one
    seconds: float
    said: list

    def assert_held(self):
        assert self.lost == 0, self.said
        assert self.right > 0
