using Google.Protobuf;

namespace KubeEdge.Dmi.Mappers;

/// <summary>A call that a mapper should get now.</summary>
/// <param name="Kind">What it is to do.</param>
/// <param name="Message">The device or the model; null when there is none to send.</param>
/// <param name="Spec">What the mapper knows when the call has succeeded.</param>
internal readonly record struct PlannedCall(CallKind Kind, IMessage? Message = null, ToldSpec Spec = default);
