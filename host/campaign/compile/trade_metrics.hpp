/// \file trade_metrics.hpp
/// Metrics of trade.
#pragma once

#include "host/campaign/model/model_builder.hpp"

namespace chokepoint {
/// Leverage, flows, denial and costs (model B9); after the other metrics.
void compile_trade_metrics(ModelBuilder& b);
}  // namespace chokepoint
