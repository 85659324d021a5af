"""Makes the modules of the peers' harness importable; whoever starts a process imports this first."""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
PEERS = HERE.parent / "peers"

# Behind this folder's own modules, none of which has the name of one there.
sys.path.append(str(PEERS))
