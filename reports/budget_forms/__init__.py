"""预算表, 调整表, 决算表 and 项目预算调整分析表, with what is written beside them."""
