namespace KubeEdge.Dmi;

/// <summary>How a mapper fares.</summary>
/// <param name="Protocol">The protocol that it speaks; one mapper each.</param>
/// <param name="Name">What it calls itself.</param>
/// <param name="Address">The socket on which it is called.</param>
/// <param name="Devices">How many devices it knows.</param>
/// <param name="Waiting">How many devices and models it has still to be told of, those that it refused included.</param>
/// <param name="Fault">Why it was not reached last; null while it answers.</param>
public sealed record MapperStatus(string Protocol, string Name, string Address, int Devices, int Waiting, string? Fault);
