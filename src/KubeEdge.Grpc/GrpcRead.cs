using System.Buffers;

namespace KubeEdge.Grpc;

/// <summary>
/// Reads a message from its bytes. Whatever it throws means that the bytes are no such message: the call ends with
/// <see cref="GrpcStatusCode.Internal"/>, on either side.
/// </summary>
/// <param name="input">The bytes of exactly one message, valid until the method returns.</param>
public delegate T GrpcRead<out T>(ReadOnlySequence<byte> input);
