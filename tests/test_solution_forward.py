"""The reference's forward passes, its parameters, and one step of gradient descent."""

import math

import numpy as np
import pytest

from solution.activations import Identity, Sigmoid
from solution.layers import Flatten, Linear
from solution.losses import MeanSquaredError
from solution.network import Layer, Network
from solution.optimizers import GradientDescent


def test_sigmoid_is_exact_far_from_zero_on_both_sides() -> None:
    z = np.array([[-700.0, -30.0, -1.5, 0.0, 1.5, 30.0]])
    expected = [[math.exp(v) / (1 + math.exp(v)) for v in z[0]]]

    np.testing.assert_allclose(Sigmoid().forward(z), expected, rtol=1e-15)


@pytest.mark.filterwarnings("error")
def test_sigmoid_overflows_nowhere() -> None:
    sigmoid = Sigmoid()
    z = np.array([[-1e308, -1000.0, 1000.0, 1e308]])

    with np.errstate(over="raise", invalid="raise", divide="raise"):
        np.testing.assert_array_equal(sigmoid.forward(z), [[0.0, 0.0, 1.0, 1.0]])
        np.testing.assert_array_equal(sigmoid.backward(np.ones((1, 4))), np.zeros((1, 4)))


def test_identity_bends_nothing() -> None:
    z = np.array([[-2.0, 0.5]])

    assert z.tolist() == Identity().forward(z).tolist()


def test_linear_weighs_adds_and_shifts() -> None:
    layer = Linear(2, 3)
    weight, bias = layer.parameters
    weight[:] = [[1, 2, 3], [10, 20, 30]]
    bias[:] = [100, 200, 300]

    assert [[112.0, 224.0, 336.0]] == layer.forward(np.array([[2.0, 1.0]])).tolist()


def test_linear_without_bias_has_one_parameter_and_keeps_zero() -> None:
    layer = Linear(2, 3, bias=False)

    assert [(2, 3)] == [parameter.shape for parameter in layer.parameters]
    assert [[0.0, 0.0, 0.0]] == layer.forward(np.zeros((1, 2))).tolist()


def test_parameters_and_gradients_have_the_same_order_and_shapes() -> None:
    network = Network([Linear(2, 3), Sigmoid(), Linear(3, 4, bias=False), Identity()])
    network.backward(network.forward(np.ones((5, 2))))
    expected = [(2, 3), (3,), (3, 4)]

    assert expected == [parameter.shape for parameter in network.parameters]
    assert expected == [gradient.shape for gradient in network.gradients]
    assert {np.dtype(np.float64)} == {a.dtype for a in network.parameters + network.gradients}


def test_first_weights_depend_on_the_generator_alone() -> None:
    one, same, other = (Linear(4, 3, rng=np.random.default_rng(s)) for s in (1, 1, 2))

    assert one.parameters[0].tolist() == same.parameters[0].tolist()
    assert one.parameters[0].tolist() != other.parameters[0].tolist()


def test_first_weights_differ_without_a_generator_and_fall_on_both_sides() -> None:
    one, other = Linear(20, 20).parameters[0], Linear(20, 20).parameters[0]

    assert one.tolist() != other.tolist()
    assert one.min() < 0 < one.max()


def test_flatten_lays_out_each_example_as_a_row() -> None:
    x = np.arange(24.0).reshape(2, 3, 4)

    assert x.reshape(2, 12).tolist() == Flatten().forward(x).tolist()


def test_mean_squared_error_is_a_mean_over_all_entries() -> None:
    loss = MeanSquaredError()
    value = loss.forward(np.array([[0.0, 1.0], [0.5, 1.0]]), np.array([[0, 0], [1, 1]]))

    assert isinstance(value, float)
    assert 0.3125 == value


def test_a_network_goes_through_its_layers_in_order() -> None:
    layers: list[Layer] = [Linear(2, 3), Sigmoid(), Linear(3, 1)]
    x = np.array([[0.3, -0.7]])
    expected = layers[2].forward(layers[1].forward(layers[0].forward(x)))
    network = Network(layers)

    assert layers is network.layers
    assert expected.tolist() == network.forward(x).tolist()


def test_parameters_of_a_network_are_the_layers_live_arrays() -> None:
    layer = Linear(2, 1)
    network = Network([layer])
    x = np.ones((1, 2))
    network.parameters[0][:] = 3.0
    network.parameters[1][:] = 1.0

    assert [[7.0]] == layer.forward(x).tolist()


def test_gradient_descent_steps_downhill_in_place() -> None:
    parameters = [np.array([1.0, 2.0]), np.array([[4.0]])]
    gradients = [np.array([10.0, -20.0]), np.array([[0.5]])]
    arrays = list(parameters)

    GradientDescent(0.1).step(parameters, gradients)

    assert [[0.0, 4.0], [[3.95]]] == [array.tolist() for array in arrays]
    assert [[10.0, -20.0], [[0.5]]] == [gradient.tolist() for gradient in gradients]


def test_gradient_descent_refuses_a_gradient_too_few() -> None:
    with pytest.raises(ValueError, match="shorter"):
        GradientDescent(0.1).step([np.ones(2), np.ones(3)], [np.ones(2)])
