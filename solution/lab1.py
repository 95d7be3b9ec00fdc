# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Backpropagation in NumPy
#
# You write a small neural network and the algorithm that trains it, with NumPy and nothing above
# it. Your code stands in the folder `student/` beside this notebook: open its files, fill in what
# raises `NotImplementedError`, and save. This notebook tries each piece, draws it, and shows what
# the criteria say of it. [The handout](docs/handout.md) explains the lab from scratch.
#
# - What you save in `student/` is loaded anew with the next cell that you run. After a change of
#   names or of what `__init__` keeps, restart the kernel; that always helps.
# - A cell with `show(...)` runs a criterion on your saved files, in a process of its own. It says
#   in one line that a criterion has passed, or tells you what is wrong.
# - Cells with `show(...)` show you where you stand. Your points come from the same criteria, run
#   by the grader on your folder `student/`, so that is what you hand in, with this notebook.
# - Your report is written here as well, in the cells that ask for it. A person reads them.

# %% locked="begin"
# %load_ext autoreload
# %autoreload 2
import warnings

import matplotlib.pyplot as plt
import numpy as np

import datasets
from autograder.show import show

warnings.simplefilter("ignore")  # an overflow in a formula costs nothing, and needs no red box

# %% [markdown]
# ## Introduction
#
# Tell somebody who has not seen the lab sheet what is built, from what, and what comes out: the
# two data sets, the network, how it learns, and your main result in one sentence of your own
# words. You may come back to it at the end. ([The report](docs/handout.md#the-report))

# %% [markdown] lab="report.introduction"
# ### BEGIN SOLUTION
# The lab builds a network of two hidden layers from NumPy arrays, and trains it by
# backpropagation on 100 points that a line separates and on 21 points that none does. Layers keep
# what their backward needs; gradient descent moves the weights. Both sets reach 100 %.
# ### END SOLUTION

# %% [markdown]
# ## The data, and the rules
#
# Both generators are given in `datasets.py` and stay as they are: grading uses the original in any
# case. ([Rules](docs/handout.md#rules)) One straight line separates the points on the left; no
# line separates those on the right, and that is why the network needs hidden layers.

# %%
np.random.seed(0)
sets = {"linear": datasets.generate_linear(), "xor": datasets.generate_XOR_easy()}
figure, panels = plt.subplots(ncols=2, figsize=(9, 4))
for panel, (name, (x, y)) in zip(panels, sets.items(), strict=True):
    for label, shape in ((0, "o"), (1, "s")):
        panel.scatter(*x[y[:, 0] == label].T, marker=shape, label=str(label))
    panel.set(title=name, xlabel="x0", ylabel="x1", aspect="equal")
    panel.legend(title="label")
plt.show()

# %% lab="data"
show("data")

# %% [markdown]
# Use NumPy, matplotlib and Python's standard library, and modules of your own. Any other import
# counts where it stands, used or not. ([Rules](docs/handout.md#rules))

# %% lab="imports"
show("imports")

# %% [markdown]
# Write code that a person can read. Frameworks that were copied in, stored weights and code that
# is made from texts are shown to a person; a second look costs nothing.
# ([Rules](docs/handout.md#rules))

# %% lab="sources"
show("sources")

# %% [markdown]
# ## Sigmoid function
#
# The sigmoid bends every entry on its own, and keeps the shape. Write `Sigmoid.forward` in
# [student/activations.py](student/activations.py). ([The sigmoid](docs/handout.md#the-sigmoid))

# %%
from student.activations import Sigmoid

z = np.linspace(-8, 8, 161)
plt.plot(z, Sigmoid().forward(z))
plt.title("Steepest at 0, nearly flat beyond 5 on either side")
plt.show()

# %% lab="forward.sigmoid"
show("forward.sigmoid")

# %% [markdown]
# Backward takes the gradient for the output and returns the gradient for the input: times the
# slope, entry by entry. Write `Sigmoid.backward`.
# ([Back through the sigmoid](docs/handout.md#back-through-the-sigmoid))
#
# The cell draws your slope over one that is measured on your own forward. One line should hide
# the other.

# %%
sigmoid, step = Sigmoid(), 1e-5
sigmoid.forward(z)
plt.plot(z, sigmoid.backward(np.ones_like(z)), lw=4, label="yours")
measured = (Sigmoid().forward(z + step) - Sigmoid().forward(z - step)) / (2 * step)
plt.plot(z, measured, "--", label="measured")
plt.legend()
plt.show()

# %% lab="backward.sigmoid"
show("backward.sigmoid")

# %% [markdown]
# ## Neural network architecture
#
# ### The linear layer
#
# An example is a row. A layer weighs all inputs of an example, adds them up, and shifts the sum.
# Write the shape of every array beside its name, then `Linear.forward` in
# [student/layers.py](student/layers.py).
# ([The linear layer](docs/handout.md#the-linear-layer))

# %%
from student.layers import Linear

rng = np.random.default_rng(0)
layer = Linear(5, 3, rng=rng)
batch = rng.normal(size=(7, 5))
print("from", batch.shape, "to", layer.forward(batch).shape, "and it should be (7, 3)")

# %% lab="forward.linear"
show("forward.linear")

# %% [markdown]
# ### The whole network
#
# What leaves one layer enters the next, and what leaves the last is the prediction. Write
# `Network.forward` in [student/network.py](student/network.py).
# ([The whole network](docs/handout.md#the-whole-network))

# %%
from student.network import Network

first, second = Linear(2, 4, rng=rng), Linear(4, 1, rng=rng)
small = Network([first, Sigmoid(), second, Sigmoid()])
print("predictions for two points:", small.forward(np.array([[0.3, 0.7], [0.7, 0.3]])).ravel())

# %% lab="forward.network"
show("forward.network")

# %% [markdown]
# `predict` returns the network's raw output for each point, as a column. Write it in
# [student/training.py](student/training.py).
# ([Predictions and accuracy](docs/handout.md#predictions-and-accuracy))

# %% lab="predict"
show("predict")

# %% [markdown]
# The sheet's network has **two hidden layers**, each with a bend behind it. Write `build` in
# [student/choices.py](student/choices.py); the numbers of units are yours to choose.
# ([Your choices](docs/handout.md#your-choices))

# %% lab="layers.two"
show("layers.two")

# %% [markdown]
# ## Back-propagation
#
# ### Loss
#
# The loss says in one number how far all predictions are from their targets: the mean, over all
# entries, of the squared distance. Write `MeanSquaredError.forward` in
# [student/losses.py](student/losses.py). ([Loss](docs/handout.md#loss))

# %%
from student.losses import MeanSquaredError

target = np.array([[1.0]])
guesses = np.linspace(0, 1, 51)
losses = [MeanSquaredError().forward(np.array([[guess]]), target) for guess in guesses]
plt.plot(guesses, losses)
plt.title("The loss of one prediction whose target is 1")
plt.show()

# %% lab="forward.loss"
show("forward.loss")

# %% [markdown]
# The chain of gradients begins here: how the loss changes when one prediction is nudged. Write
# `MeanSquaredError.backward`, and keep every factor that forward has.
# ([Back through the loss](docs/handout.md#back-through-the-loss))

# %% lab="backward.loss"
show("backward.loss")

# %% [markdown]
# ### Back through the linear layer
#
# Three gradients come out of one: for the weight, the bias and the input. Each has the shape of
# the array that it belongs to. Write `Linear.backward`.
# ([Back through the linear layer](docs/handout.md#back-through-the-linear-layer))

# %%
layer.forward(batch)
for_input = layer.backward(rng.normal(size=(7, 3)))
print("input", for_input.shape, "and it should be (7, 5)")
print("parameters", [g.shape for g in layer.gradients], "and they should be (5, 3) and (3,)")

# %% lab="backward.linear"
show("backward.linear")

# %% [markdown]
# ### Back through the network
#
# The gradient of the loss meets the last layer first; what each layer returns, the layer before it
# waits for. Write `Network.backward`.
# ([Back through the network](docs/handout.md#back-through-the-network))

# %% lab="backward.network"
show("backward.network")

# %% [markdown]
# Backpropagation goes through each layer once. Nudging every weight would give the same numbers,
# and take a forward pass for each of them: on a large network, time tells the two apart.
# ([Back through the network](docs/handout.md#back-through-the-network))

# %% lab="backward.cost"
show("backward.cost")

# %% [markdown]
# ### Gradient descent
#
# Every parameter moves against its gradient, as far as the rate says. The arrays that the layers
# use have to change themselves. Write `GradientDescent.step` in
# [student/optimizers.py](student/optimizers.py).
# ([Gradient descent](docs/handout.md#gradient-descent))

# %%
from student.optimizers import GradientDescent

theta, path = np.array([3.0]), [3.0]
for _ in range(20):
    GradientDescent(0.2).step([theta], [2 * theta])  # downhill on theta squared
    path.append(float(theta[0]))
plt.plot(path, "o-")
plt.title("From 3 to the bottom of a valley, in 20 steps")
plt.show()

# %% lab="optimizer.descent"
show("optimizer.descent")

# %% [markdown]
# ### The order of a step
#
# Forward, loss, backward through **all** layers, and only then **all** parameters move. Write
# `fit` in [student/training.py](student/training.py).
# ([The order of a step](docs/handout.md#the-order-of-a-step))

# %%
from student import training

x, y = sets["xor"]
loss, optimizer = MeanSquaredError(), GradientDescent(1.0)
curve = training.fit(small, loss, optimizer, x, y, epochs=2000, log_every=500)
plt.plot(curve)
plt.title("The loss over the epochs")
plt.show()

# %% lab="training.step"
show("training.step")

# %% [markdown]
# Training repeats the same step on the same objects. Whatever a layer keeps belongs to its latest
# forward; gradients are replaced and never added up.
# ([The second pass](docs/handout.md#the-second-pass))

# %% lab="training.again"
show("training.again")

# %% [markdown]
# ### Your own choices
#
# `choices.py` says which loss and optimizer train your network on each data set, and for how many
# epochs. All of it is checked together, with classes of your own if there are any.
# ([Your choices](docs/handout.md#your-choices))

# %% lab="training.choices"
show("training.choices")

# %% [markdown]
# ## Experimental results
#
# ### What is printed
#
# While it trains, your program prints the epoch and the loss every so often.
# ([What is printed](docs/handout.md#what-is-printed))

# %% lab="output.losses"
show("output.losses")

# %% [markdown]
# Accuracy is the share of points whose prediction lies on the right side of 0.5. Write `accuracy`.
# ([Predictions and accuracy](docs/handout.md#predictions-and-accuracy))

# %% lab="output.accuracy"
show("output.accuracy")

# %% [markdown]
# `evaluate` prints a line for each point, and one with loss and accuracy for all of them.
# ([What is printed](docs/handout.md#what-is-printed))

# %% lab="output.table"
show("output.table")

# %% [markdown]
# ### Figures
#
# Write `comparison` and `learning_curve` in [student/figures.py](student/figures.py). Each saves
# its figure under the path that it is given. ([Figures](docs/handout.md#figures))

# %% lab="figures.comparison"
show("figures.comparison")

# %% [markdown]
# The learning curve draws the losses in the order of their epochs, with names at both axes.
# ([Figures](docs/handout.md#figures))

# %% lab="figures.curve"
show("figures.curve")

# %% [markdown]
# ### Accuracy
#
# Your program trains; the grader judges the trained parameters. For each data set 90 % is enough.
# ([How accuracy is judged](docs/handout.md#how-accuracy-is-judged)) First try it yourself:

# %%
from student import choices

for name, (x, y) in sets.items():
    rng = np.random.default_rng(0)
    network = choices.build(name, rng)
    plt.plot(choices.train(network, name, x, y, rng), label=name)
    predicted = training.predict(network, x)
    print(f"{name}: {training.accuracy(predicted, y):.2%}")
plt.yscale("log")
plt.legend()
plt.show()

# %% lab="accuracy.linear"
show("accuracy.linear")

# %% [markdown]
# And now the points that no straight line separates.
# ([How accuracy is judged](docs/handout.md#how-accuracy-is-judged))

# %% lab="accuracy.xor"
show("accuracy.xor")

# %% [markdown]
# ### Your results
#
# For both data sets show the printed results, the comparison figure and the learning curve, each
# with the settings that it was made with and a sentence about what can be seen in it. Add cells
# above for your runs, and refer to them. ([The report](docs/handout.md#the-report))

# %% [markdown] lab="report.results"
# ### BEGIN SOLUTION
# Both runs with seed 0, eight units a layer, rate 1. The linear set is right after 50 epochs; XOR
# rests on a plateau near a loss of 0.25 first, and is right after 467.
# ### END SOLUTION

# %% [markdown]
# ## Discussion
#
# Change one thing at a time, keep all else fixed, and explain what you see: learning rates,
# numbers of hidden units, and a network without activation functions. Numbers in a table with
# seeds named convince more than one lucky picture. ([The report](docs/handout.md#the-report))

# %% [markdown] lab="report.discussion"
# ### BEGIN SOLUTION
# A table of epochs until all points are right, for rates 1, 0.1 and 0.01 and seeds 0 to 4; the
# same for 2, 4 and 8 units; and without activations, where XOR keeps 5 wrong points at least.
# ### END SOLUTION

# %% [markdown]
# ## Questions
#
# ### The purpose of activation functions
#
# What can several layers do together without anything between them, and what changes once
# something bends in the middle? ([The report](docs/handout.md#the-report))

# %% [markdown] lab="report.activations"
# ### BEGIN SOLUTION
# Linear maps in a row are one linear map: without a bend, two hidden layers can do no more than
# none, and XOR cannot be told apart. With one, each unit folds the plane, and later layers combine
# the folds.
# ### END SOLUTION

# %% [markdown]
# ### A learning rate that is too large or too small
#
# What does a step do that is much too long for the valley it is in? What becomes of training when
# every step is tiny? Treat both. ([The report](docs/handout.md#the-report))

# %% [markdown] lab="report.rates"
# ### BEGIN SOLUTION
# Too long a step lands on the other side of the valley, higher up: the loss jumps about or grows,
# and sigmoids saturate. Tiny steps go the right way and hardly move; a plateau lasts for ever.
# ### END SOLUTION

# %% [markdown]
# ### The purpose of weights and biases
#
# What does one unit do with its inputs, geometrically? Which part of it turns and scales the
# boundary that it draws, and which part moves it? ([The report](docs/handout.md#the-report))

# %% [markdown] lab="report.weights"
# ### BEGIN SOLUTION
# The weights say in which direction a unit looks and how sharply it changes; the bias moves the
# boundary. Without any bias every boundary of the first layer passes through the origin.
# ### END SOLUTION

# %% [markdown]
# ## Extra: other optimizers
#
# `Momentum`, `AdaGrad` or `Adam` in [student/optimizers.py](student/optimizers.py): any one of
# them earns all of these points. ([Other optimizers](docs/handout.md#other-optimizers))

# %% lab="6A"
show("extra.momentum", "extra.adagrad", "extra.adam")

# %% [markdown]
# ## Extra: other activation functions
#
# `Tanh`, `ReLU` or `LeakyReLU` in [student/activations.py](student/activations.py): any one of
# them earns all of these points. ([Other activations](docs/handout.md#other-activations))

# %% lab="6B"
show("extra.tanh", "extra.relu", "extra.leaky_relu")

# %% [markdown]
# ## Extra: convolutional layers
#
# The kernel lies on a patch of every channel, everything under it is weighed and added up, and
# then it moves on by the stride. Write `Conv2d.forward` in
# [student/layers.py](student/layers.py). ([Convolution](docs/handout.md#convolution))

# %% lab="extra.convolution.forward"
show("extra.convolution.forward")

# %% [markdown]
# One weight is used at every place of every picture, and one pixel is seen by several patches.
# Write `Conv2d.backward`. ([Convolution](docs/handout.md#convolution))

# %% lab="extra.convolution.backward"
show("extra.convolution.backward")

# %% [markdown]
# ## Optional: binary cross-entropy
#
# It earns nothing and is checked: `BinaryCrossEntropy` in
# [student/losses.py](student/losses.py). ([Cross-entropy](docs/handout.md#cross-entropy))

# %% lab="optional.cross_entropy"
show("optional.cross_entropy")

# %% [markdown]
# ## Before you hand in
#
# Restart the kernel and run all cells. What matters is what stands in `student/` when you hand in,
# and your own words above.
