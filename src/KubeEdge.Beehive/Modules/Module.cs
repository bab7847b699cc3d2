namespace KubeEdge.Beehive.Modules;

/// <summary>
/// A part of the system that owns an inbox on the bus. The host registers every module before it starts the first, runs each,
/// restarts one that fails, and waits for each at shutdown. Answers to the original's <c>core.Module</c>.
/// </summary>
public abstract class Module
{
    /// <summary>The name it is addressed by; unique in the host.</summary>
    public abstract string Name { get; }

    /// <summary>The group it belongs to.</summary>
    public abstract string Group { get; }

    /// <summary>Runs until <paramref name="stopping"/> fires. Returning early is final; throwing makes the host restart it after a pause.</summary>
    protected internal abstract Task RunAsync(IModuleContext context, CancellationToken stopping);
}
