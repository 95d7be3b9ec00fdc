"""What students call the sections of their reports, and what they write in them.

Names are those that were seen in real reports, with the sheet's own first.
"""

NAMES: dict[str, tuple[str, ...]] = {
    "introduction": ("Introduction",),
    "implementation": (
        "Implementation Details", "Implementation details", "Experiment setups", "Experiment setup",
        "Experimental setup", "Experimental Setups", "Experiments setup", "Implementation Detail",
    ),
    "sigmoid": ("Sigmoid function", "Sigmoid functions", "Sigmoid Functions", "Sigmoid"),
    "network": (
        "Neural network architecture", "Neural network", "Neural Networks", "Network Architecture",
    ),
    "backpropagation": (
        "Back-propagation", "Backpropagation", "Back propagation", "BackPropagation", "Back-Propagation",
    ),
    "results": (
        "Experimental Results", "Results of your testing", "Results of my testing", "Results",
        "Results of the testings", "Experimental Result", "Experiment result", "Result of testing",
    ),
    "comparison": (
        "Screenshot and comparison figure", "Screenshots and comparison figures", "Comparison figure",
        "Screenshot and Comparison Figure",
    ),
    "accuracy": ("Show the accuracy of your prediction", "Accuracy of your prediction", "Accuracy"),
    "curve": ("Learning curve (loss-epoch curve)", "Learning curve", "Learning curves", "Learning Curve"),
    "present": ("Anything you want to present", "Anything else you want to present", "Anything else"),
    "discussion": ("Discussion", "Discussions", "Discussion and extra experiments"),
    "rates": ("Try different learning rates", "Different learning rates", "Learning rate", "Learning rates"),
    "units": (
        "Try different numbers of hidden units", "Different number of hidden units", "Hidden units",
        "Numbers of hidden units",
    ),
    "linear": (
        "Try without activation functions", "Without activation function", "Without activation functions",
    ),
    "share": ("Anything you want to share", "Anything else you want to share", "Anything else"),
    "questions": ("Questions", "Question"),
    "purpose of activations": (
        "What is the purpose of activation functions?", "The purpose of activation functions",
        "Purpose of activation functions",
    ),
    "rate too large": (
        "What might happen if the learning rate is too large or too small?",
        "Learning rate too large or too small", "What if the learning rate is too large or too small?",
    ),
    "purpose of weights": (
        "What is the purpose of weights and biases in a neural network?",
        "Purpose of weights and biases", "The purpose of weights and biases",
    ),
    "extra": ("Extra", "Bonus"),
    "optimizers": ("Implement different optimizers", "Different optimizers", "Optimizers"),
    "activations": (
        "Implement different activation functions", "Different activation functions",
        "Activation functions",
    ),
    "convolution": ("Implement convolutional layers", "Convolutional layers", "Convolution layers"),
}  # fmt: skip

# Names nobody looked at while the titles in layouts.toml were written; for the benchmark alone.
WILD: dict[str, tuple[str, ...]] = {
    "introduction": ("Introduction to this lab", "Lab introduction"),
    "implementation": (
        "How I implemented it",
        "Implementation of the network",
        "Setup of experiments",
    ),
    "sigmoid": ("Sigmoid and its derivative", "The logistic function"),
    "network": ("Architecture of my network", "Model design", "NN architecture"),
    "backpropagation": ("Computing gradients with backpropagation", "Backward pass of the network"),
    "results": ("My results", "Results and figures", "Outcome of the experiments"),
    "comparison": ("Screenshots", "Ground truth versus prediction", "Result comparison"),
    "accuracy": ("Accuracy of both datasets", "Final accuracy", "Test accuracy"),
    "curve": ("Training loss", "Loss over epochs", "Learning curve for both data sets"),
    "discussion": ("Discussion of results", "Discussion of hyperparameters"),
    "rates": ("Effect of learning rate", "Impact of the learning rate", "Varying learning rates"),
    "units": ("Effect of hidden units", "Size of hidden layers", "Number of neurons per layer"),
    "linear": ("Network without activations", "Removing the activation functions"),
    "questions": ("Answers to questions", "Question part"),
    "purpose of activations": ("Why activation functions?", "Role of activation functions"),
    "rate too large": ("Learning rate: too large vs too small", "Bad learning rates"),
    "purpose of weights": ("Role of weights and biases", "Why weights and biases?"),
    "extra": ("Extra work", "Bonus implementations"),
    "optimizers": ("Momentum and Adam optimizers", "Other optimizers"),
    "activations": ("ReLU, tanh and other activation functions", "Other activation functions"),
    "convolution": ("A convolutional network", "Convolutions"),
}

MISSPELT = {"Discussion": ("Disscusion", "Disscussion"), "Implementation": ("Impementation",)}

ENGLISH = (
    "The network has two hidden layers and every layer is followed by a sigmoid function.",
    "We trained it for ten thousand epochs and the accuracy reached 100% on both data sets.",
    "A large learning rate makes the loss jump, while a small learning rate needs more epochs.",
    "In the discussion below the number of hidden units is changed and all else is kept.",
    "As the learning curve shows, the results on XOR need more time than those on linear data.",
    "The introduction of the lecture derives back-propagation with the chain rule.",
    "Without activation functions the whole model is one linear map and cannot learn XOR.",
    "Weights turn the boundary and biases move it away from the origin.",
)
CHINESE = (
    "本次實驗使用兩層隱藏層的神經網路,並且以反向傳播來更新權重。",
    "學習率過大時損失會震盪,學習率過小時則需要更多的訓練時間才能收斂。",
    "由實驗結果可以看出,在 linear 資料上的 accuracy 可以達到 100%。",
    "如果沒有 activation function,整個模型只是一個線性轉換,無法解決 XOR 問題。",
    "隱藏單元的數量增加時,模型的表達能力也會跟著增加,討論如下。",
    "權重與偏差讓模型可以移動決策邊界。",
)
