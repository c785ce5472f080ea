"""The backtest of small-area projection: Sichuan's counties from 2010 to 2020."""
