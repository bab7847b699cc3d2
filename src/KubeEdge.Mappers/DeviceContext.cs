namespace KubeEdge.Mappers;

/// <summary>What is known of a device: its object and its model in one. Another version is another instance.</summary>
public sealed class DeviceContext
{
    internal DeviceContext(
        string @namespace, string name, string? model, string protocolName, DeviceConfiguration protocol, IReadOnlyList<PropertyContext> properties)
    {
        Namespace = @namespace;
        Name = name;
        Model = model;
        ProtocolName = protocolName;
        Protocol = protocol;
        Properties = properties;
    }

    /// <summary>The namespace; empty from an edge core of 1.15, which knows none.</summary>
    public string Namespace { get; }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The name of its model; null while the model is not known. Without one, every property is text and may be written.</summary>
    public string? Model { get; }

    /// <summary>The protocol that it is configured for.</summary>
    public string ProtocolName { get; }

    /// <summary>How to reach it: <c>spec.protocol.configData</c>.</summary>
    public DeviceConfiguration Protocol { get; }

    /// <summary>Its properties, by name.</summary>
    public IReadOnlyList<PropertyContext> Properties { get; }

    /// <summary>Namespace and name.</summary>
    public override string ToString() => Namespace.Length == 0 ? Name : $"{Namespace}/{Name}";
}
