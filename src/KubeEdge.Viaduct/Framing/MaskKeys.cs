using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace KubeEdge.Viaduct.Framing;

/// <summary>Unpredictable mask keys, drawn from the system in batches: one call per message would cost more than its encoding.</summary>
internal sealed class MaskKeys
{
    private readonly uint[] _keys = new uint[64];
    private int _left;

    /// <summary>The next key. One caller at a time.</summary>
    public uint Next()
    {
        if (_left == 0)
        {
            RandomNumberGenerator.Fill(MemoryMarshal.AsBytes(_keys.AsSpan()));
            _left = _keys.Length;
        }

        return _keys[--_left];
    }
}
