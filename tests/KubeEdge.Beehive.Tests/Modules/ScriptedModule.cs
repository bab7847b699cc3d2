using KubeEdge.Beehive.Modules;

namespace KubeEdge.Beehive.Tests.Modules;

/// <summary>A module whose runs a test writes.</summary>
internal sealed class ScriptedModule(string name, Func<int, IModuleContext, CancellationToken, Task> run, RestartPolicy? policy = null)
    : Module
{
    private int _runs;

    public override string Name { get; } = name;

    public override string Group => "test";

    public override RestartPolicy? RestartPolicy { get; } = policy;

    /// <summary>How often it was started.</summary>
    public int Runs => Volatile.Read(ref _runs);

    protected internal override Task RunAsync(IModuleContext context, CancellationToken stopping) =>
        run(Interlocked.Increment(ref _runs), context, stopping);
}
