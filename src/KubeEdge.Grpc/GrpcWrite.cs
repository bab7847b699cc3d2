using System.Buffers;

namespace KubeEdge.Grpc;

/// <summary>Writes the bytes of a message, without length or prefix.</summary>
/// <param name="message">What to write.</param>
/// <param name="output">Where to.</param>
public delegate void GrpcWrite<in T>(T message, IBufferWriter<byte> output);
