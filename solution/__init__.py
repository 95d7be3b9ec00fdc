"""A neural network with two hidden layers, trained by backpropagation, in NumPy.

Read the modules in this order: activations, layers, losses, network, optimizers, training,
choices, figures; schedules is there for those who want one, and pictures with its gallery for those
who write a convolution. An example is a row in every array: (batch, features).
"""
