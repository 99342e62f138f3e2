"""工会01表、工会02表 and their notes: what 《工会会计制度》 has every union file."""
