namespace KubeEdge.Beehive.Messages;

/// <summary>The groups of the wire and of the bus, exactly as the original spells them.</summary>
public static class GroupNames
{
    /// <summary>On the wire: for the edge's metadata (goes to <see cref="Meta"/>).</summary>
    public const string Resource = "resource";

    /// <summary>On the wire and on the bus: device twins.</summary>
    public const string Twin = "twin";

    /// <summary>On the wire: functions; unused.</summary>
    public const string Func = "func";

    /// <summary>On the wire and on the bus: rule data.</summary>
    public const string User = "user";

    /// <summary>On the bus: MetaManager.</summary>
    public const string Meta = "meta";

    /// <summary>On the bus: EdgeHub.</summary>
    public const string Hub = "hub";

    /// <summary>On the bus: Edged.</summary>
    public const string Edged = "edged";

    /// <summary>On the bus: EventBus and ServiceBus.</summary>
    public const string Bus = "bus";

    /// <summary>On the bus: EdgeStream.</summary>
    public const string EdgeStream = "edgestream";
}
