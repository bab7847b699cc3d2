namespace KubeEdge.Testing;

/// <summary>What a test expected did not come to pass; the message says what is there instead. Any test framework reports it.</summary>
public sealed class ExpectationException : Exception
{
    /// <summary>Something did not come to pass.</summary>
    /// <param name="message">What was expected and what is there instead.</param>
    public ExpectationException(string message)
        : base(message)
    {
    }
}
