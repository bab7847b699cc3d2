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

    /// <summary>What happens when it ends early; null, the default, for <see cref="BeehiveOptions.RestartPolicy"/>.</summary>
    public virtual RestartPolicy? RestartPolicy => null;

    /// <summary>
    /// Runs until <paramref name="stopping"/> fires. Returning early is final under the default policy: the inbox closes, and senders get
    /// <see cref="Dispatch.SendStatus.Closed"/>. Throwing makes the host start it again after a pause; its inbox stays.
    /// </summary>
    protected internal abstract Task RunAsync(IModuleContext context, CancellationToken stopping);
}
