namespace KubeEdge.Beehive.Checks;

/// <summary>
/// One thing that a host can look at before it starts: a port, a file, a peer. Packages register theirs as services;
/// <see cref="SelfCheckRunner"/> runs them. A check changes nothing that outlives it.
/// </summary>
/// <param name="name">A few words, for instance <c>port of the hub</c>.</param>
/// <param name="run">Looks; an exception counts as a failure.</param>
public sealed class SelfCheck(string name, Func<CancellationToken, ValueTask<CheckResult>> run)
{
    /// <summary>A check that has nothing to wait for.</summary>
    /// <param name="name">A few words.</param>
    /// <param name="run">Looks; an exception counts as a failure.</param>
    public SelfCheck(string name, Func<CheckResult> run)
        : this(name, _ => ValueTask.FromResult(run()))
    {
    }

    /// <summary>What it looks at, in a few words.</summary>
    public string Name { get; } = name;

    /// <summary>Looks.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    public ValueTask<CheckResult> RunAsync(CancellationToken cancellationToken = default) => run(cancellationToken);
}
