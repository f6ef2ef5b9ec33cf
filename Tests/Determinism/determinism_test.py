"""What determinism.py promises of its games: that they differ, and that the folders hold the same."""

import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import determinism  # noqa: E402


class Games(unittest.TestCase):
    def test_more_games_than_a_cold_start_keeps_and_no_two_alike(self):
        games = list(determinism.made_up_games())
        self.assertEqual(len({path for path, _ in games}), len(games))
        self.assertEqual(len({text for _, text in games}), len(games))
        # GameSource.coldStartGames are for demonstrations; the rest is rolled out.
        self.assertGreater(len(games), 400)

    def test_both_orders_hold_the_same_files(self):
        with tempfile.TemporaryDirectory(dir=determinism.MEMORY) as name:
            folders = [pathlib.Path(name, order) for order in ("forwards", "backwards")]
            listed = [determinism.write_games(folder, order == 1) for order, folder in
                      enumerate(folders)]
            self.assertEqual(sorted(listed[0]), sorted(listed[1]))
            self.assertEqual(*map(determinism.contents, folders))


if __name__ == "__main__":
    unittest.main()
