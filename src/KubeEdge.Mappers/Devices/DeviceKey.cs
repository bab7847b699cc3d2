namespace KubeEdge.Mappers.Devices;

/// <summary>Which device or model. The namespace is kept as it came, since reports have to name it the same way.</summary>
internal readonly record struct DeviceKey(string Namespace, string Name)
{
    public override string ToString() => Namespace.Length == 0 ? Name : $"{Namespace}/{Name}";
}
