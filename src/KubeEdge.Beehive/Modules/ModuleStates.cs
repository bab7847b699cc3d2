namespace KubeEdge.Beehive.Modules;

/// <summary>Shows the states of the modules that the host runs.</summary>
internal sealed class ModuleStates : IModuleStates
{
    private volatile IReadOnlyList<ModuleRunner> _runners = [];

    public IReadOnlyList<ModuleState> Current => [.. _runners.Select(static runner => runner.State)];

    public void Show(IReadOnlyList<ModuleRunner> runners) => _runners = runners;
}
