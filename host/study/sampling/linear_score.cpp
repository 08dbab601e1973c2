#include "host/study/sampling/linear_score.hpp"

#include <cmath>
#include <cstddef>
#include <stdexcept>

namespace chokepoint {
namespace {
using Matrix = std::vector<std::vector<double>>;
double const penalty = 1e-3;
double const rounding = 1e-20;  // of a variance, relative to the mean squared

/// Solve a x = b in place of b, a symmetric and positive definite: Cholesky.
std::vector<double> solve(Matrix a, std::vector<double> b) {
    auto const k = b.size();
    for (std::size_t i = 0; i < k; ++i) {
        for (std::size_t j = 0; j <= i; ++j) {
            for (std::size_t l = 0; l < j; ++l) {
                a[i][j] -= a[i][l] * a[j][l];
            }
            a[i][j] = i == j ? std::sqrt(a[i][i]) : a[i][j] / a[j][j];
        }
        for (std::size_t l = 0; l < i; ++l) {
            b[i] -= a[i][l] * b[l];
        }
        b[i] /= a[i][i];
    }
    for (auto i = k; i-- > 0;) {
        for (std::size_t l = i + 1; l < k; ++l) {
            b[i] -= a[l][i] * b[l];
        }
        b[i] /= a[i][i];
    }
    return b;
}
}  // namespace

LinearScore::LinearScore(Matrix const& features,
                         std::vector<double> const& losses)
    : mean_loss_{0} {
    auto const n = losses.size();
    if (n == 0 || features.size() != n) {
        throw std::invalid_argument{"one set of features for each loss"};
    }
    auto const k = features.front().size();
    mean_.resize(k);
    std::vector<double> deviation(k);
    for (std::size_t s = 0; s < n; ++s) {
        mean_loss_ += losses[s] / static_cast<double>(n);
        for (std::size_t j = 0; j < k; ++j) {
            mean_[j] += features[s].at(j) / static_cast<double>(n);
        }
    }
    for (std::size_t s = 0; s < n; ++s) {
        for (std::size_t j = 0; j < k; ++j) {
            auto const off = features[s][j] - mean_[j];
            deviation[j] += off * off / static_cast<double>(n);
        }
    }
    for (std::size_t j = 0; j < k; ++j) {
        // A constant has no slope, and deviates by what its mean is rounded.
        bool const moves = deviation[j] > rounding * mean_[j] * mean_[j];
        deviation[j] = moves ? std::sqrt(deviation[j]) : 1;
    }
    Matrix products(k, std::vector<double>(k));
    std::vector<double> with_loss(k), z(k);
    for (std::size_t s = 0; s < n; ++s) {
        for (std::size_t j = 0; j < k; ++j) {
            z[j] = (features[s][j] - mean_[j]) / deviation[j];
            with_loss[j] += z[j] * (losses[s] - mean_loss_);
            for (std::size_t l = 0; l <= j; ++l) {
                products[j][l] += z[j] * z[l];
            }
        }
    }
    for (std::size_t j = 0; j < k; ++j) {
        products[j][j] += penalty * static_cast<double>(n);
    }
    slope_ = solve(std::move(products), std::move(with_loss));
    for (std::size_t j = 0; j < k; ++j) {
        slope_[j] /= deviation[j];
    }
}

double LinearScore::operator()(std::vector<double> const& features) const {
    double score = mean_loss_;
    for (std::size_t j = 0; j < slope_.size(); ++j) {
        score += slope_[j] * (features.at(j) - mean_[j]);
    }
    return score;
}
}  // namespace chokepoint
