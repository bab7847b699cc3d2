namespace KubeEdge.Beehive.Modules;

/// <summary>Tells how the modules of this host fare, for health checks. In the container after <c>AddBeehive</c>.</summary>
public interface IModuleStates
{
    /// <summary>Every module, in the order of registration; empty before the host starts.</summary>
    IReadOnlyList<ModuleState> Current { get; }
}
