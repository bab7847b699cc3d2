namespace KubeEdge.Beehive.Modules;

/// <summary>Where a module is in its life.</summary>
public enum ModulePhase
{
    /// <summary>It has its inbox and has not been started yet.</summary>
    Registered,

    /// <summary>It runs.</summary>
    Running,

    /// <summary>It ended and is started again after a pause.</summary>
    Restarting,

    /// <summary>It has ended and is not started again: by itself, as the last failure says, or because the host stops.</summary>
    Ended,
}
