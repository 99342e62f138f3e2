"""The generator of the reference year（虚构的示例账）.

Everything it writes is invented: persons, companies, account numbers, amounts. The
same seed writes the same bytes.
"""
