"""Made scans with known truth: invented ledgers drawn on paper, then turned, stained, photographed; seeds are fixed."""
