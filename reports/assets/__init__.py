"""Reports on assets（资产报表）: register, depreciation, changes, stocktaking, idle."""
