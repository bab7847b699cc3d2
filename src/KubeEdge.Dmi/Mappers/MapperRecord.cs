namespace KubeEdge.Dmi.Mappers;

/// <summary>A mapper as it registered, and as it is stored.</summary>
/// <param name="Protocol">The protocol that it speaks.</param>
/// <param name="Address">The path of its socket.</param>
/// <param name="Name">What it calls itself.</param>
/// <param name="Version">Its version.</param>
/// <param name="ApiVersion">The version of its interface.</param>
/// <param name="State">How it says it is.</param>
internal sealed record MapperRecord(
    string Protocol, string Address, string Name = "", string Version = "", string ApiVersion = "", string State = "");
