using KubeEdge.Beehive.Messages;

namespace KubeEdge.Beehive.Json;

/// <summary>The outcome of <see cref="MessageJson.Read"/>: a message, or what is wrong with the document and where.</summary>
/// <param name="Message">The message; null when the document is not one.</param>
/// <param name="Error">What is wrong, naming the member and the byte offset; null when <paramref name="Message"/> is there.</param>
/// <param name="Offset">The byte offset of the fault; 0 when there is none.</param>
public readonly record struct MessageReadResult(Message? Message, string? Error = null, int Offset = 0);
