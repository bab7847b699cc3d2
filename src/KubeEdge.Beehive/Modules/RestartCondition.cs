namespace KubeEdge.Beehive.Modules;

/// <summary>When a module that ended is started again.</summary>
public enum RestartCondition
{
    /// <summary>When it ended with an exception.</summary>
    OnFailure,

    /// <summary>However it ended.</summary>
    Always,
}
