"""Weekly losses of packages under which every world is the same."""

import matplotlib.pyplot as plt
import numpy as np

from plot_style import PANELS, bare, certain, hardest_hit, names, save, style, table


def plot_course(file, folder):
    """Weekly loss, in % of a normal week, of packages whose worlds are all the same."""
    same = certain(file)
    packages = names(file, "/package")
    countries = names(file, "/country")
    lost = table(file, "/course/lost_value_added")
    normal = table(file, "/baseline/value_added")
    week = file["/week"][:]
    edge = np.append(week, week[-1] + 1)
    panels = [("all countries", 100 * lost.sum(axis=2) / normal.sum())]
    panels += [
        (countries[c], 100 * lost[:, :, c] / normal[c])
        for c in hardest_hit(file, PANELS - 1)
        if normal[c] > 0
    ]
    rows = (len(panels) + 2) // 3
    figure, axes = plt.subplots(
        rows,
        min(3, len(panels)),
        figsize=(11, 1 + 2.8 * rows),
        squeeze=False,
        sharex=True,
        sharey=True,
    )
    for axis in axes.flat[len(panels) :]:
        axis.set_visible(False)
    for axis, (title, curves) in zip(axes.flat, panels):
        for p, package in enumerate(packages):
            if same[p]:
                # A week's value holds until the next one begins.
                value = np.append(curves[p], curves[p, -1])
                axis.step(edge, value, where="post", label=package, lw=1.5, **style(p))
        axis.set_title(title, fontsize=10, loc="left")
        axis.set_xlim(edge[0], edge[-1])
        bare(axis)
    axes[0, 0].set_ylim(bottom=0)  # shared: after all curves are known
    for axis in axes[:, 0]:
        axis.set_ylabel("% of a normal week")
    for column in range(axes.shape[1]):
        lowest = [a for a in axes[:, column] if a.get_visible()][-1]
        lowest.set_xlabel("week")
        lowest.tick_params(labelbottom=True)
    figure.suptitle("Lost value added, week by week", x=0.01, ha="left", fontsize=12)
    handles, labels = axes.flat[0].get_legend_handles_labels()
    figure.legend(
        handles, labels, loc="upper right", ncol=min(4, len(labels)), frameon=False
    )
    figure.tight_layout(rect=(0, 0, 1, 0.95 if len(labels) <= 4 else 0.9))
    return save(figure, folder, "course")
