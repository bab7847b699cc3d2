namespace KubeEdge.Mappers;

/// <summary>How a device fares.</summary>
/// <param name="Namespace">Its namespace; empty from an edge core of 1.15.</param>
/// <param name="Name">Its name.</param>
/// <param name="State"><c>online</c>, <c>offline</c>, or <c>unknown</c> before the first attempt has ended.</param>
/// <param name="Fault">What is wrong; null when nothing is.</param>
public sealed record MappedDevice(string Namespace, string Name, string State, string? Fault);
